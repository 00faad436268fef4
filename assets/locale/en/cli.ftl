cli-head-usage = Usage: { $usage }
cli-head-commands = Commands
cli-head-command = COMMAND
cli-head-arguments = Arguments
cli-head-options = Options
cli-head-everywhere = Everywhere

cli-deskbook = A records desk for the terminal: registers, records and rules in one file.
cli-deskbook-path = The desk to open; without it, desk.sqlite in the platform's data folder (made when it is not there)
cli-deskbook-theme = Colours of the opened desk: dark or light; without it those chosen last
cli-deskbook-ascii = Draw the opened desk with plain ASCII
cli-deskbook-no-mouse = Leave the mouse to the terminal while the desk is open
cli-deskbook-more = Exit codes: 0 done, 1 refused (nothing was written), 2 the command line was wrong, 3 the file, disk or lock, 4 not allowed.
    Without a command the desk is opened on the terminal.
cli-demo = Fill a desk with believable records of every register
cli-demo-path = Where to write it; without it a temporary desk is opened
cli-demo-rows = About so many records in all; every register needs some, which makes about 3,100 at least
cli-demo-seed = The same number makes the same records [1]
cli-demo-register = Put what --rows asks for into this one register: one that grows by itself, such as task
cli-init = Make a new desk with the shipped registers
cli-init-path = The new file; one that is there is never overwritten
cli-init-packs = The packs to adopt: core, site, it, school; without it all
cli-init-adopt = The regulations to adopt from today, 1 to 15; brings their packs
cli-init-name = The organisation that keeps the desk
cli-registers = Every register with its pack and number of records
cli-fields = The fields, states, actions, views and rules of a register
cli-add = Add a record, or many from the standard input
cli-add-stdin = Read records as JSON: one object, an array, or one object on each line; all are added, or none
cli-add-more = What the form fills in by itself is filled in, but for values that repeat the record before.
    Example: deskbook add repair asset=DN-0001 symptom="no picture"
cli-edit = Change fields of a record
cli-edit-reason = Why it is changed; kept in the history
cli-show = One record with everything in it
cli-show-history = Also every change it went through
cli-list = The records of a register
cli-list-limit = At most so many records
cli-list-offset = Leave out so many at the beginning
cli-list-more = Example: deskbook list repair --where "state <> 'closed' and cost > 500" --sort reported_at:desc
cli-count = How many records there are
cli-count-by = Count for each value of a field
cli-act = Move a record along its workflow
cli-act-action = The action: see deskbook fields REGISTER
cli-void = Take a record out of use; it keeps its number and stays readable
cli-void-reason = Why; kept with the record
cli-undo = Take back my last change, also from an earlier session
cli-undo-list = List what could be taken back, newest first
cli-redo = Bring back what was undone last
cli-find = Look in every register at once
cli-find-text = Words, or pinyin initials
cli-find-limit = At most so many of each register [20]
cli-import = Read records from a file
cli-due = What the regulations ask for now: overdue, in breach, missing, due
cli-due-within = Also deadlines up to so long ahead: 12h, 7d, 2w
cli-due-mine = Only what is my business
cli-due-clause = Only one regulation or one obligation
cli-due-register = Only findings about records of this register
cli-due-fail = Exit code 1 when anything is found
cli-due-more = Only regulations that are in force here are asked (register regulation). "unknown" is not computable: a calendar or figure is missing.
    "advisory" is a warning, or rests on a figure that the organisation has not set yet (register rule_param).
cli-due-none = Nothing is asked for now.
cli-due-nobody = { $who } is not on the staff roster, so nothing is theirs; --as says who you are.
cli-due-snoozed = { $n } more are put aside for a while.
cli-rulebook = Every obligation: where it is kept, which rule watches it, its findings now
cli-rulebook-regulation = Only this one, 1 to 15
cli-rulebook-head = R{ $n } { $title } ({ $state })
cli-rulebook-adopted = in force
cli-rulebook-not-adopted = not adopted
cli-rulebook-not-held = { $n } of { $all } obligations are not held yet: they wait for sheets or for fields that only some may see
cli-rulebook-awaited = not yet: { $names }
cli-wrong-clause = There is no obligation { $clause }; a regulation is written R1 to R15, an obligation R01.26.
cli-wrong-within = { $text } is no length of time; write 12h, 7d or 2w.
cli-wrong-regulation = There is no regulation { $n }; they are numbered 1 to 15.
cli-regulation-twice = Regulation { $n } is named twice.
cli-col-severity = how
cli-col-matter = what
cli-col-since = since
cli-col-clause = clause
cli-col-record = record
cli-col-obligation = obligation
cli-col-held = held by
cli-col-findings = findings
cli-import-dry-run = Only say what would happen
cli-import-rejects = Write refused rows, with the reasons, to this file
cli-import-encoding = The encoding of a text file; found by itself without it
cli-export = Write records to a file
cli-import-map = A file with lines such as "Serial no." = "serial_no", and "-" for a column that is left out
cli-import-all = One rejected row keeps all the others out too
cli-import-raw = Take cells as they stand
cli-export-path = Its ending says what is written: csv, json, jsonl, html; - is the standard output
cli-export-columns = Only these fields
cli-export-format = What is written, where the ending does not say it
cli-export-encoding = The encoding of CSV; UTF-8 with a mark without it
cli-export-raw = For machines: ids and codes instead of labels
cli-import-path = CSV, JSON or JSON lines; - is the standard input
cli-import-more = Exit code 1 when rows were rejected and nothing was written; rows left out beside others that were written are told.
cli-backup = Copy the desk while it is in use, and verify the copy
cli-backup-dest = A new file or a folder; without it beside the desk
cli-restore = Bring a backup back as a desk
cli-restore-from = The backup
cli-restore-to = Where to; without it the desk of --file. A desk that is there is kept under another name
cli-verify = Look for damage and for changes made by other programs
cli-verify-more = Exit code 3 when something is found. "head" is the last number of the ledger as text.
cli-doctor = Look after the file, and say what to do
cli-doctor-fix = Rebuild search tables that are not whole
cli-forms = Definitions of registers: check, plan, apply, show
cli-forms-check = Check definitions without touching the desk
cli-forms-plan = Say what definitions would change in the desk
cli-forms-plan-paths = TOML files or folders of them; without any, the definitions that came with the program
cli-forms-apply = Apply definitions to the desk, after a verified copy
cli-forms-apply-paths = TOML files or folders of them; without any, the definitions that came with the program
cli-forms-apply-more = Definitions that refer to each other are applied together, all or none.
    Without a path: a desk of an older program gets the definitions of this one; registers of these that you changed yourself are replaced too, so look at forms plan first.
cli-forms-show = Print the definition of a register as it stands in the desk
cli-completions = Print completions for a shell
cli-completions-shell = bash, zsh, fish, powershell or elvish
cli-man = Print the manual page
cli-help = Say how a command is used
cli-help-about = The command, and its subcommand
cli-docs = Print a page of the documentation
cli-docs-name = Which page: cli, keys, complaints, rulebook

cli-arg-file = The desk file [also DESKBOOK_FILE]
cli-arg-user = Who acts: a staff number, a name; without it the name in the system
cli-arg-now = The desk's clock, such as 2026-03-01T08:30 [also DESKBOOK_NOW]
cli-arg-lang = Language; without it that of LC_ALL, LC_MESSAGES or LANG, else zh
cli-arg-json = Print JSON
cli-arg-yes = Answer questions with yes
cli-arg-help = Say how it is used
cli-arg-version = Print the version
cli-arg-register = The register: see deskbook registers
cli-arg-id = The record's number, such as WX-2026-0007, or its row id
cli-arg-fields = A field and its value; field=@FILE reads the value from a file, field=@@… begins with @
cli-arg-rev = The revision that was seen; a newer one is a conflict. Without it, the newest
cli-arg-sort = Order by a field; newest first without it
cli-arg-view = A view of the register
cli-arg-filter = A condition over the fields
cli-arg-search = Words, or pinyin initials
cli-arg-void = Void records too
cli-arg-paths = TOML files, or folders of them

cli-no-register = There is no register “{ $name }”. { $hint }
cli-no-field = There is no field “{ $name }”. { $hint }
cli-no-view = There is no view “{ $name }”. { $hint }
cli-no-action = There is no action “{ $name }”. { $hint }
cli-no-pack = There is no pack “{ $name }”. { $hint }
cli-no-verb = There is no command “{ $name }”. { $hint }
cli-known = Possible: { $known }.
cli-no-equals = “{ $text }” has no equals sign; write field=value.
cli-own = “{ $text }”: this is kept by the program. A state is moved with deskbook act, a record taken out with deskbook void.
cli-twice = “{ $text }”: this field was given already.
cli-value-file = The value cannot be read from { $path }: { $cause }.
cli-bad-lines = The lines of “{ $field }” are written as a JSON array of objects: { $cause }.
cli-bad-sort = “{ $text }” is not an order; write field, field:asc or field:desc.
cli-bad-now = “{ $text }” is not a time such as 2026-03-01T08:30.
cli-bad-user = “{ $text }” cannot be a name.
cli-bad-lang = “{ $text }” is not a language of the desk; there are zh and en.
cli-no-home = There is no folder for data on this system; name the desk with --file.
cli-no-terminal = The desk needs a terminal. In scripts use the commands: see deskbook --help.
cli-look-elsewhere = --theme, --ascii and --no-mouse are for opening the desk only.
cli-needs-yes = { $question } Nobody can be asked; repeat it with --yes.
cli-ask = { $question } [y/N]
cli-warning = warning: { $message }
cli-at = { $field }: { $message }
cli-line = line { $line }: { $message }
cli-made = { $path } is ready, with { $count } registers.
cli-filled = { $path } is ready, with { $count } records.
cli-demo-needs-file = Without a terminal, name the file: deskbook demo FILE.
cli-demo-grows = “{ $name }” is no register that can be filled alone. { $hint }
cli-imported = { $register }: { $rows } rows, { $new } new, { $changed } changed, { $same } the same, { $rejected } rejected.
cli-nothing-written = Nothing was written.
cli-rejects = The rejected rows stand in { $path }
cli-exported = { $path } holds { $count } records.
cli-bad-format = What is to be written cannot be told from { $path }. Possible: { $known }.
cli-follow = To follow, in { $register }: { $fields }
cli-yes = yes
cli-change-insert = entered
cli-change-amend = changed
cli-change-void = voided
cli-change-unvoid = brought back
cli-panic = The program broke at { $place }; this is a fault of deskbook. What was saved is safe.

cli-undone = Taken back: { $what } of { $at } ({ $records })
cli-redone = Brought back: { $what } of { $at } ({ $records })
cli-backed-up = The verified copy is { $path }
cli-restore-over = Replace { $path }? The desk that is there is kept under another name.
cli-restored = The desk is { $path }
cli-kept = What was there before is kept as { $path }
cli-sound = The file is sound: { $records } records, { $changes } changes.
cli-unsound = Something is wrong ({ $records } records, { $changes } changes):
cli-forms-sound = Definitions without a fault: { $count }.
cli-forms-faulty = Faults: { $count }.
cli-forms-same = The desk has these definitions already.
cli-forms-ask = Apply this to the desk?
cli-forms-applied = Applied: { $registers }
cli-held = { $code }: in { $count } records
cli-unreadable = { $path } cannot be read: { $cause }.

cli-wrong-unknown = “{ $arg }” is not known here. { $hint }
cli-wrong-missing = Missing: { $arg }. See --help.
cli-wrong-no-verb = A command is missing. See --help.
cli-wrong-no-value = “{ $arg }” needs a value. { $hint }
cli-wrong-value = “{ $value }” is not a value of { $arg }. { $hint }
cli-wrong-twice = “{ $arg }” cannot be given twice, or not with what else was given.
cli-wrong-utf8 = The command line holds text that is not UTF-8.

cli-col-register = register
cli-col-label = label
cli-col-pack = pack
cli-col-records = records
cli-col-field = field
cli-col-kind = kind
cli-col-required = required
cli-col-values = values
cli-col-state = state
cli-col-action = action
cli-col-view = view
cli-col-rule = rule
cli-col-id = id
cli-col-title = title
cli-col-at = at
cli-col-what = what

cli-doc-title = The command line
cli-doc-intro = Printed by deskbook docs cli; a test compares it. Shapes of JSON and exit codes are promised to scripts and change only by adding.
cli-doc-json = Every command prints JSON with --json, on one line, but for lists, which have a record on each line.

    - add, edit, act, void: register, id, number, rev, state; warnings where there are any; follow where an action asks for a further record (its register and what is known of its fields). add --stdin prints one such object for each record.
    - Refused (exit code 1): complaints, each with field, code, message and clause; with --stdin also line.
    - The command line (2) or the world (3): error, with code and message.
    - show, list: id, number, rev, state, then every field by its id, then title, void_at, void_reason, created_at, created_by, updated_at, updated_by. A field called as one of these stands in its place. Dates are 2026-03-01, moments 2026-03-01T08:30, durations minutes, amounts decimal strings, numbers and yes/no as JSON has them, choices codes, several choices and checklists arrays of codes, lines arrays of objects, references an object with id, number and title (and key, the natural key, where there is no number), or null.
    - show --history: also history, with seq, op, rev, kind, at, by, reason and changes (for each field what stood before and after).
    - registers: id, labels, one, pack, group, adopted, records. fields: register, labels, fields, states, actions, views, rules.
    - count: register and count; with --by counts, each with value, label and count. find: register, id, number, title.
    - undo, redo: undone or redone (op, at, by, what, register) and changes. undo --list: such steps.
    - import: rows, new, changed, same, rejected, written, reasons. export: register, file, records.
    - backup: file, copy, bytes. restore: file, from, kept. verify: ok, records, changes, head, problems. doctor: ok, file, checks, fixed.
    - forms check: ok, registers, faults. forms plan: register, file, possible, steps. forms apply: applied, copies.

    What add --stdin takes: fields by their ids; a reference as a number, a title, a row id, or an object with number, key, id or title (the number counts first, then the record that is called so; among several of one title only the key tells which, and an id alone counts where no title is given); lines as arrays of objects. What list prints of a record besides its fields is passed over, for the record is new: it gets a number and an id of its own. One that is void or no longer in its first state is refused. All records are one step: where one is refused, none is written.
