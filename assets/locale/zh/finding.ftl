finding-overdue = 逾期
finding-breach = 违规
finding-gap = 缺漏
finding-due = 将到期
finding-unknown = 无法计算
finding-advisory = 提示
