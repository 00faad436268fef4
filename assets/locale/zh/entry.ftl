misread-condition = 不是这个字段的查询条件，例如 >10、10..20、=、!x、a,b。
misread-condition-none = 没有符合的记录。
