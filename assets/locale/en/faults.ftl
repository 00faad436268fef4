# What is wrong with a definition, and what would be right. One message for each name in model/fault/wrong.rs.

fault-error = error
fault-help = help
fault-near = did you mean { $names }?
fault-known = known here: { $names }
fault-before = before `{ $word }`
fault-before-end = at the end
fault-arity-open = { $least } or more
fault-arity-range = { $least } to { $most }

# The text of a file.
fault-not-toml = this is not TOML here
fault-not-toml-hint = a line is key = value; texts stand in quotes, lists in [ ], tables in { "{ }" } or under [name]
fault-key-twice = this key stands twice
fault-not-closed = what was opened here is not closed: a quote, a bracket or a brace
fault-comma-missing = a comma is missing between two entries
fault-quotes-missing = a text stands in quotes
fault-value-missing = a key needs a value: key = value
fault-unknown-key = unknown key `{ $key }`
fault-missing-key = `{ $key }` is missing
fault-wrong-type = `{ $key }` must be { $want }, this is { $found }
fault-unknown-word = `{ $word }` is not known here
fault-bad-template = this brace is not closed, or names nothing
fault-number-place = a number has no place `{ $name }`
fault-number-place-hint = year, month and seq are
fault-number-without-sequence = a number needs { "{seq}" } exactly once
fault-bad-id = `{ $id }` cannot be an id
fault-bad-id-hint = an id is a small letter, then small letters, digits and single underscores, at most 31
fault-bad-pattern = the pattern cannot be read
fault-bad-pattern-hint = a regular expression, such as [A-Z]{ "{2}" }-[0-9]+; a bracket or brace that is meant as itself stands behind a backslash
fault-bad-sort = an order is written field, field:asc or field:desc
fault-unknown-kind = `{ $word }` is not a kind
fault-kind-without-name = this kind is not known
fault-kind-without-name-hint = choice, choices, checklist, reference, rows or computed
fault-bad-code = a code is letters, digits, - and _
fault-code-twice = the code `{ $code }` stands twice
fault-no-choices = the list has no choice
fault-no-columns = a line needs at least one field
fault-kind-in-lines = a line cannot hold { $kind } (`{ $id }`)
fault-unknown-rule = this kind of rule is not known
fault-one-to-order = two fields are needed for an order
fault-says-nothing = this text says nothing
fault-says-nothing-hint = both languages say it in words
fault-bad-length = a length of time has exactly one unit
fault-two-ends-needed = two dates are needed here: the first day and the last
fault-no-hours = the hours end before they begin

toml-string = a text
toml-integer = a whole number
toml-float = a number with decimals
toml-boolean = true or false
toml-datetime = a date
toml-array = a list
toml-table = a table
toml-want-text = a text in quotes
toml-want-flag = true or false
toml-want-number = a whole number from { $from } to { $to }
toml-want-scalar = a text, a number, true or false
toml-want-texts = a list of texts
toml-want-languages = { "{" } zh = "…", en = "…" { "}" }
toml-want-table = a table
toml-want-tables = a list of tables
toml-want-word = a word or a table
toml-want-condition = true, false or an expression

# How an expression is written.
fault-strange-character = `{ $sign }` has no meaning in an expression
fault-wide-sign = `{ $sign }` is a full-width sign; write `{ $half }`
fault-open-quote = what was opened here is not closed
fault-bad-number = `{ $number }` is neither a number nor a name
fault-operand-missing = something is missing { $before }: a field, a value, a function or a bracket
fault-sign-missing = `{ $sign }` is missing { $before }
fault-left-over = `{ $word }` is left over after the expression
fault-unknown-function = there is no function `{ $name }`
fault-bad-arguments = { $function } cannot be called in this way
fault-not-allowed = `{ $what }` is not allowed in an expression
fault-not-allowed-hint = comparison, and/or/not, in, between, like, is null, case, arithmetic and the listed functions are
fault-path-too-far = a path leads through { $most } records at most
fault-too-deep = this is nested too deep: { $most } levels at most
fault-too-many-terms = the expression is too long: { $most } names, numbers and texts at most
fault-too-long = the text of the expression is too long: { $most } KiB at most

# What an expression means.
fault-no-such-field = { $form } has no field `{ $name }`
fault-unfit = { $want } is needed, this is { $found }
fault-whole-unfit = { $want } is needed here, this is { $found }
fault-other-register = a record of { $left } is not one of { $right }
fault-incomparable = { $left } cannot be compared with { $right }
fault-no-such-state = { $form } has no state `{ $name }`
fault-no-such-choice = { $field } has no choice `{ $name }`
fault-arity = { $function } takes { $takes } arguments, here are { $given }
fault-ticks-needed = a field of ticks is needed here
fault-reference-needed = a field that refers to a register is needed here
fault-lines-needed = a field of lines is needed here
fault-unit-needed = a unit (org_unit) is needed here
fault-not-a-reference = { $form }.{ $name } does not refer to a register
fault-nothing-kept = what is worked out has no changes of its own
fault-no-such-register = there is no register `{ $name }`
fault-bare-register-needed = { $function } begins with the bare name of a register
fault-bare-register-needed-hint = { $usage }
fault-quoted-register-needed = a register's id in quotes is needed here
fault-field-name-needed = the name of a field is needed here
fault-does-not-point-back = { $form }.{ $name } does not refer to { $back }
fault-nothing-around = there is no record around this one
fault-nothing-around-hint = `up` stands only inside some(…) and its like
fault-no-such-period = there is no period `{ $name }`
fault-quoted-word-needed = a word in quotes is needed here
fault-no-such-figure = there is no figure `{ $name }`
fault-name-hides = `{ $name }` is also a field of { $form }: the rule must give its expression another name

type-text = a text
type-number = a number
type-money = an amount
type-date = a date
type-time = a time
type-moment = a date with time
type-yes-no = a condition
type-state = a state
type-code = a choice
type-person = a person
type-record = a record
type-lines = lines
type-null = nothing

# The laws of forms and rules.
fault-no-own-field = there is no field `{ $name }`
fault-no-far-field = { $form } has no field `{ $name }`
fault-no-own-state = there is no state `{ $name }`
fault-id-twice = the { $list ->
        [rows] column
       *[other] { $list }
    } `{ $id }` stands twice
fault-reserved-word = `{ $id }` is a word of expressions
fault-envelope-word = `{ $id }` is a column that every register has
fault-line-word = `{ $id }` is a column that every line has
fault-bound-without-number = `{ $id }` is not a number and cannot have this bound
fault-no-such-section = there is no section `{ $name }`
fault-no-register = there is no register `{ $name }`
fault-state-without-states = a state field needs states
fault-bad-literal = `{ $word }` is not a value of { $kind }
fault-link-elsewhere = `{ $name }` does not refer to { $register }
fault-not-a-person = `{ $name }` does not name a person
fault-one-to-differ = two fields are needed to differ
fault-not-local = this condition is held by the file and may use only the record's own fields
fault-holds-lines = `{ $name }` holds lines, not one value
fault-no-column = `{ $name }` has no column of its own that the file could watch
fault-tells-no-time = `{ $name }` does not tell when: a date, a time or a moment is needed
fault-more-than-a-column = `{ $id }`: a column of lines has only id, label, help, kind, required (true) and width
fault-no-such-obligation = there is no obligation `{ $name }`
fault-cannot-stop-a-save = a rule of the kind { $kind } cannot stop a save
fault-cannot-stop-a-save-hint = on_save = "nothing"
fault-not-a-moment = `{ $name }` is not a moment, so the view does not know its day
fault-not-a-moment-hint = two moments in `from` and `to`; or two times, and in `on` the field that tells their day
fault-not-a-time = `{ $name }` is not a time: its day is told by `on`
fault-not-a-time-hint = two times in `from` and `to`; or two moments, and no `on`
fault-not-a-date = `{ $name }` is not a date
fault-tells-no-day = `{ $name }` does not tell a day
fault-tells-no-day-hint = a date, or a whole number from 1 for Monday to 7 for Sunday
fault-not-a-unit = `{ $name }` does not lead to a unit of the organisation
fault-no-like-day = { $name } has no day over the register { $register }
fault-no-like-day-hint = a view there with kind = "day" whose `rows` refers to { $register }

# The file of a year.
calendar-off = a day off
calendar-worked = a shifted working day
fault-bad-day = `{ $word }` is not a date
fault-bad-day-hint = a day that exists, written 2026-10-01
fault-other-year = { $day } is a date of another year
fault-other-year-hint = days of another year stand in the file of that year
fault-day-twice = { $day } stands twice
fault-day-twice-hint = it is { $is } already
fault-festival-twice = `{ $name }` stands twice
fault-festival-twice-hint = days off of one festival stand in one piece
fault-not-a-weekend = { $day } is not a weekend day
fault-not-a-weekend-hint = only Saturdays and Sundays are shifted; other days are worked anyhow
fault-festivals-missing = the year has a hole: { $names }
fault-festivals-missing-hint = a year is loaded as a whole, with the days off of every festival
fault-no-festival = `{ $name }` is not a festival
fault-ends-before-it-begins = the holiday ends before it begins
fault-ends-before-it-begins-hint = a day from { $from } on
