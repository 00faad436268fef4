//! Everything that can be wrong with a definition, each with its code.
//!
//! A line: name, code. The code is stable, for tests and for those who look it up; several things close to each other
//! share one. The words stand in the locale under `fault-<name>`, what would be right under `fault-<name>-hint` where
//! it is always the same.

use strum::{EnumIter, IntoStaticStr};

macro_rules! wrongs {
    ($($name:ident $code:literal,)*) => {
        /// What is wrong.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr)]
        #[strum(serialize_all = "kebab-case")]
        pub enum Wrong { $($name),* }

        impl Wrong {
            /// The stable code.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }
        }
    };
}

wrongs! {
    // The text of a file.
    NotToml "F00",
    KeyTwice "F00",
    NotClosed "F00",
    CommaMissing "F00",
    QuotesMissing "F00",
    ValueMissing "F00",
    UnknownKey "F01",
    MissingKey "F02",
    WrongType "F03",
    UnknownWord "F04",
    BadTemplate "F05",
    NumberPlace "F06",
    NumberWithoutSequence "F06",
    BadId "F07",
    BadPattern "F08",
    BadSort "F09",
    UnknownKind "F10",
    KindWithoutName "F10",
    BadCode "F11",
    CodeTwice "F12",
    NoChoices "F13",
    NoColumns "F13",
    KindInLines "F14",
    UnknownRule "F15",
    OneToOrder "F15",
    SaysNothing "F16",
    BadLength "F17",
    TwoEndsNeeded "F18",
    NoHours "F18",

    // How an expression is written.
    StrangeCharacter "E01",
    WideSign "E01",
    OpenQuote "E01",
    BadNumber "E01",
    OperandMissing "E01",
    SignMissing "E01",
    LeftOver "E02",
    UnknownFunction "E04",
    BadArguments "E05",
    NotAllowed "E06",
    PathTooFar "E06",
    TooDeep "E07",
    TooManyTerms "E08",
    TooLong "E09",

    // What an expression means.
    NoSuchField "E10",
    Unfit "E11",
    OtherRegister "E12",
    Incomparable "E12",
    NoSuchState "E13",
    NoSuchChoice "E14",
    Arity "E15",
    TicksNeeded "E16",
    ReferenceNeeded "E16",
    LinesNeeded "E16",
    UnitNeeded "E16",
    NotAReference "E16",
    NothingKept "E16",
    NoSuchRegister "E17",
    BareRegisterNeeded "E17",
    QuotedRegisterNeeded "E17",
    FieldNameNeeded "E18",
    DoesNotPointBack "E19",
    WholeUnfit "E20",
    NothingAround "E21",
    NoSuchPeriod "E22",
    QuotedWordNeeded "E22",
    NoSuchFigure "E23",
    NameHides "E24",

    // The laws of forms and rules.
    NoOwnField "L01",
    NoFarField "L01",
    NoOwnState "L02",
    IdTwice "L03",
    ReservedWord "L04",
    EnvelopeWord "L04",
    LineWord "L04",
    BoundWithoutNumber "L05",
    NoSuchSection "L06",
    NoRegister "L07",
    StateWithoutStates "L08",
    BadLiteral "L09",
    LinkElsewhere "L10",
    NotAPerson "L10",
    OneToDiffer "L11",
    NotLocal "L12",
    HoldsLines "L13",
    NoColumn "L13",
    TellsNoTime "L14",
    MoreThanAColumn "L15",
    NoSuchObligation "L16",
    CannotStopASave "L17",
    NotAMoment "L18",
    NotATime "L18",
    NotADate "L18",
    TellsNoDay "L18",
    NoLikeDay "L19",
    NotAUnit "L20",

    // The file of a year.
    BadDay "K01",
    OtherYear "K02",
    DayTwice "K03",
    FestivalTwice "K03",
    NotAWeekend "K04",
    FestivalsMissing "K05",
    NoFestival "K06",
    EndsBeforeItBegins "K07",
}
