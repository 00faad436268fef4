misread-condition = is not a condition over this field, such as >10, 10..20, =, !x or a,b.
misread-condition-none = fits no record.
