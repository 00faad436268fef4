finding-overdue = overdue
finding-breach = breach
finding-gap = gap
finding-due = due
finding-unknown = not computable
finding-advisory = advisory
