//! Screens are drawn in both languages and in the two sizes that people have, each as a test of its own.

/// For each name four tests, `name::zh_80x24` and so on; each calls the function of that name with language and size.
macro_rules! looks {
    ($($name:ident),+ $(,)?) => { $(
        mod $name {
            use deskbook::model::Lang;

            #[test]
            fn zh_80x24() {
                super::$name(Lang::Zh, 80, 24);
            }

            #[test]
            fn zh_120x36() {
                super::$name(Lang::Zh, 120, 36);
            }

            #[test]
            fn en_80x24() {
                super::$name(Lang::En, 80, 24);
            }

            #[test]
            fn en_120x36() {
                super::$name(Lang::En, 120, 36);
            }
        }
    )+ };
}
