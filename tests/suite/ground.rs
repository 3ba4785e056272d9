//! The ground on which everything stands: exact numbers, three-valued logic, conditions, texts and their
//! places, findings.

mod decimals {
    use safelight::decimal::{Decimal, NotDecimal};

    #[test]
    fn what_is_written_is_what_is_read() {
        for text in ["0", "4", "11.5", "-0.125", "1000000000", "0.001", "2.05"] {
            assert_eq!(Decimal::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Decimal::parse("1.50").unwrap().to_string(), "1.5");
        assert_eq!(Decimal::parse("-0").unwrap(), Decimal::ZERO);
    }

    #[test]
    fn what_is_no_decimal_says_why() {
        for text in [
            "", "-", ".", "1.", ".5", "1e3", "nan", "inf", "0x1f", "1,5", " 1", "--1", "_", "5_", "1._",
            "1_000",
        ] {
            assert_eq!(Decimal::parse(text), Err(NotDecimal::NotANumber), "{text:?}");
        }
        assert_eq!(Decimal::parse("0.1234"), Err(NotDecimal::TooManyPlaces));
        assert_eq!(Decimal::parse("1000000000.001"), Err(NotDecimal::TooLarge));
        assert_eq!(Decimal::parse(&"9".repeat(400)), Err(NotDecimal::TooLarge));
    }

    #[test]
    fn equal_numbers_are_equal_however_they_are_written() {
        for (text, equal) in [
            ("70", "70"),
            ("70.0", "70"),
            ("70.0000000", "70"),
            ("7e1", "70"),
            ("7E+1", "70"),
            ("0.7e2", "70"),
            ("70000e-3", "70"),
            ("-1.25e0", "-1.25"),
            ("125e-3", "0.125"),
            ("0e99999999999999999999", "0"),
            ("0e-99999999999999999999", "0"),
            ("1e9", "1000000000"),
            ("0001000000000.0000", "1000000000"),
        ] {
            assert_eq!(Decimal::of_equal(text), Decimal::parse(equal), "{text}");
        }
        for (text, why) in [
            ("1e-4", NotDecimal::TooManyPlaces),
            ("1.2345", NotDecimal::TooManyPlaces),
            ("1e-99999999999999999999", NotDecimal::TooManyPlaces),
            ("1e10", NotDecimal::TooLarge),
            ("1000000000.001", NotDecimal::TooLarge),
            ("1e99999999999999999999", NotDecimal::TooLarge),
            ("e1", NotDecimal::NotANumber),
            ("1e", NotDecimal::NotANumber),
            ("1e1.5", NotDecimal::NotANumber),
            ("1.", NotDecimal::NotANumber),
            (".5", NotDecimal::NotANumber),
            ("inf", NotDecimal::NotANumber),
        ] {
            assert_eq!(Decimal::of_equal(text), Err(why), "{text}");
        }
        assert_eq!(Decimal::of_equal(&"9".repeat(400)), Err(NotDecimal::TooLarge));
        assert_eq!(Decimal::of_equal(&format!("1{}e-400", "0".repeat(400))), Ok(Decimal::whole(1)));
    }

    #[test]
    fn tenths_add_up_exactly() {
        let tenth = Decimal::parse("0.1").unwrap();
        assert_eq!((0..30).map(|_| tenth).sum::<Decimal>(), Decimal::whole(3));
    }

    #[test]
    fn places_are_those_needed() {
        let places = |text| Decimal::parse(text).unwrap().places();
        assert_eq!([places("3"), places("3.5"), places("3.05"), places("3.005")], [0, 1, 2, 3]);
        assert_eq!(Decimal::step(0), Decimal::whole(1));
        assert_eq!(Decimal::step(3), Decimal::SMALLEST_STEP);
    }
}

mod truth {
    use safelight::decimal::Decimal;
    use safelight::truth::{Interval, Set};

    use safelight::truth::Truth::{False as F, True as T, Unknown as U};

    #[test]
    fn the_truth_table() {
        let rows = [
            // a, b, a and b, a or b
            (T, T, T, T),
            (T, F, F, T),
            (T, U, U, T),
            (F, T, F, T),
            (F, F, F, F),
            (F, U, F, U),
            (U, T, U, T),
            (U, F, F, U),
            (U, U, U, U),
        ];
        for (a, b, and, or) in rows {
            assert_eq!(a & b, and, "{a:?} and {b:?}");
            assert_eq!(a | b, or, "{a:?} or {b:?}");
        }
        assert_eq!([!T, !F, !U], [F, T, U]);
    }

    #[test]
    fn sets_clamp_like_their_members() {
        for bits in 0_u64..256 {
            let set: Set = (0..8).filter(|place| bits >> place & 1 == 1).collect();
            for bound in 0..8 {
                let up: Set = set.iter().map(|member| member.max(bound)).collect();
                let down: Set = set.iter().map(|member| member.min(bound)).collect();
                assert_eq!((set.at_least(bound), set.at_most(bound)), (up, down), "{set:?} {bound}");
            }
        }
    }

    #[test]
    fn sets_reach_to_their_last_place() {
        assert_eq!(Set::below(64).len(), 64);
        assert_eq!(Set::between(63, 63), Set::one(63));
        assert_eq!(Set::one(63).last(), Some(63));
        assert_eq!((Set::EMPTY.first(), Set::EMPTY.last()), (None, None));
        assert_eq!((Set::between(3, 7).first(), Set::between(3, 7).last()), (Some(3), Some(7)));
        assert!(Set::below(64).has(63) && !Set::below(64).has(64));
        assert_eq!((Set::one(0).at_least(63), Set::one(63).at_most(63)), (Set::one(63), Set::one(63)));
    }

    #[test]
    fn intervals_fall_to_nothing_while_it_is_not_known_whether_they_apply() {
        let whole = |low, high| Interval { low: Decimal::whole(low), high: Decimal::whole(high) };
        assert_eq!(whole(2, 5).if_applies(T), whole(2, 5));
        assert_eq!(whole(2, 5).if_applies(U), whole(0, 5));
        assert_eq!(whole(2, 5).if_applies(F), whole(0, 0));
        assert_eq!(whole(1, 3).highest(whole(2, 2)), whole(2, 3));
    }
}

mod rules {
    use safelight::decimal::Decimal;
    use safelight::rules::{
        Bound, Comparison, Condition, ContextRef, Name, Quantifier, QuestionRef, Reading, ScoreRef, Test,
    };
    use safelight::truth::Truth;

    /// Every completion of the unknown ones, counted one by one.
    fn by_completion(quantifier: Quantifier, wanted: usize, members: [Truth; 3]) -> Truth {
        let mut seen = [false, false];
        for bits in 0..8_usize {
            let fits =
                (0..3).all(|i| members[i] == Truth::Unknown || members[i] == Truth::from(bits >> i & 1 == 1));
            let count = bits.count_ones() as usize;
            let holds = match quantifier {
                Quantifier::AtLeast => count >= wanted,
                Quantifier::AtMost => count <= wanted,
                Quantifier::Exactly => count == wanted,
            };
            seen[usize::from(holds)] |= fits;
        }
        Truth::of_all(seen[1], seen[1] && !seen[0])
    }

    #[test]
    fn counting_agrees_with_every_completion() {
        let truths = [Truth::True, Truth::False, Truth::Unknown];
        for quantifier in [Quantifier::AtLeast, Quantifier::AtMost, Quantifier::Exactly] {
            for wanted in 1..=3_u32 {
                for pattern in 0..27 {
                    let three = [truths[pattern % 3], truths[pattern / 3 % 3], truths[pattern / 9]];
                    let expected = by_completion(quantifier, wanted as usize, three);
                    let count = |truth| three.iter().filter(|it| **it == truth).count() as u32;
                    let holds = quantifier.holds(wanted, count(Truth::True), count(Truth::Unknown));
                    assert_eq!(holds, expected, "{quantifier:?} {wanted} {three:?}");
                }
            }
        }
    }

    #[test]
    fn a_condition_names_its_contexts_too() {
        let cut = Bound::Context(ContextRef(1));
        let test = Test::Number(Comparison::Above, cut);
        let hours = Condition::Question(QuestionRef(3), test.clone());
        let total = Condition::Score(ScoreRef(0), Comparison::AtLeast, cut);
        let both = Condition::Not(Box::new(Condition::All(vec![total, hours.clone(), hours])));
        let names = [Name::Question(QuestionRef(3)), Name::Score(ScoreRef(0)), Name::Context(ContextRef(1))];
        assert_eq!(both.names(), names);
        assert_eq!(
            Condition::Context(ContextRef(0), test).names(),
            [Name::Context(ContextRef(0)), Name::Context(ContextRef(1))]
        );
    }

    #[test]
    fn no_reading_is_shown() {
        assert_eq!(format!("{:?}", Reading::Number(Decimal::whole(7))), "[reading]");
    }
}

mod sources {
    use safelight::source::{NotText, Source};

    #[test]
    fn positions_count_characters_from_one() {
        let source = Source::new("x", "a = 1\näö = 2\n");
        assert_eq!(source.position(0), (1, 1));
        assert_eq!(source.position(source.text().find('=').unwrap()), (1, 3));
        assert_eq!(source.position(source.text().rfind('=').unwrap()), (2, 4));
        assert_eq!(source.position(9999), (3, 1));
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let source = Source::new("x", "\u{feff}a = 1");
        assert_eq!(source.position(0), (1, 1));
        assert_eq!(source.text(), "a = 1");
    }

    #[test]
    fn bytes_that_are_no_document_say_why() {
        let read = |bytes: &[u8]| Source::from_bytes("x", bytes.to_vec()).unwrap_err();
        assert_eq!(read(b""), NotText::Empty);
        assert_eq!(read(b" \r\n"), NotText::Empty);
        assert_eq!(read(b"a\0b"), NotText::Binary);
        assert_eq!(read(b"\xff\xfe\x3d\x04"), NotText::Wide);
        assert_eq!(read(b"\xfe\xff\0a\0b"), NotText::Wide);
        assert_eq!(read(b"f\0o\0r\0m\0"), NotText::Wide);
        assert_eq!(read(b"\xff\xfe\0\0a\0\0\0"), NotText::Wide);
        assert_eq!(read(b"\x89PNG\r\n\x1a\n\0\0"), NotText::Binary);
        assert_eq!(read(b"a = 1\nb = \"\xff\""), NotText::NotUtf8 { line: 2 });
        assert_eq!(read(&vec![b' '; Source::LARGEST + 1]), NotText::TooLarge(Source::LARGEST + 1));
    }
}

mod shown_text {
    use safelight::escaped::{escaped, is_needed};

    #[test]
    fn nothing_unseen_stays_unseen() {
        assert_eq!(escaped("a\u{202e}b\u{200b}c\u{feff}"), "a\\u{202e}b\\u{200b}c\\u{feff}");
        assert_eq!(escaped("\u{1b}[2J\r\n\t\u{9b}"), "\\u{1b}[2J\\u{d}\\u{a}\\u{9}\\u{9b}");
        assert_eq!(escaped("x\u{200d}y\u{fe0f}\u{e0041}\u{ad}"), "x\\u{200d}y\\u{fe0f}\\u{e0041}\\u{ad}");
        assert_eq!(escaped("\u{301}a"), "\\u{301}a");
    }

    #[test]
    fn a_joiner_is_needed_between_letters_of_its_scripts_only() {
        let between = |text: &str| {
            let letters: Vec<char> = text.chars().collect();
            is_needed(letters.first().copied(), letters[1], letters.get(2).copied())
        };
        for needed in [
            "ی\u{200c}خ",
            "\u{94d}\u{200d}ष",
            "ක\u{200d}ර",
            "\u{dca}\u{200d}ර",
            "ក\u{200b}ធ",
            "ก\u{200b}ข",
            "ກ\u{200b}ຂ",
            "က\u{200b}ခ",
            "\u{103a}\u{200b}ခ",
        ] {
            assert!(between(needed), "{needed:?}");
        }
        for stray in [
            "a\u{200c}b",
            "ی\u{200c}b",
            "ی\u{200c} ",
            " \u{200c}ی",
            "ی\u{200b}خ",
            "a\u{200b}b",
            "ก\u{200b}a",
            "ก\u{200b} ",
            "ก\u{200b}ខ",
            "ی\u{200c}\u{200c}",
            "ی\u{200c}5",
            "ی\u{feff}خ",
            "漢\u{200b}字",
            "ی\u{200d}क",
        ] {
            assert!(!between(stray), "{stray:?}");
        }
        assert_eq!(escaped("តើអ្នក\u{200b}ធ្វើការ a\u{200b}b"), "តើអ្នក\u{200b}ធ្វើការ a\\u{200b}b");
    }

    #[test]
    fn what_is_written_with_joiners_stays_as_it_is() {
        for text in [
            "👩‍👩‍👧",
            "❤\u{fe0f}",
            "1\u{fe0f}\u{20e3}",
            "می‌خواهم",
            "क्‍ष",
            "🏴\u{e0067}\u{e0062}\u{e007f}",
            "e\u{301}",
            "שלום",
            "漢字",
        ] {
            assert_eq!(escaped(text), text);
        }
    }
}

mod written_text {
    use safelight::reading::text::{
        characters, is_free_of_forbidden, may_be_kept, place_within, without_space_at_ends,
    };
    use safelight::source::Span;

    #[test]
    fn a_place_inside_a_string_counts_its_escapes() {
        let document = r#"when = "a = \u0041 and bb""#;
        let string = 7..document.len();
        let value = "a = A and bb";
        let place = |part: &str| {
            let at = value.find(part).unwrap();
            &document[place_within(document, &string, at..at + part.len())]
        };
        assert_eq!(place("bb"), "bb");
        assert_eq!(place("A"), r"\u0041");
        let past_the_end = place_within(document, &string, 99..100);
        assert_eq!(&document[past_the_end], "\"");
    }

    #[test]
    fn a_place_inside_a_plain_string_ends_with_it() {
        let document = "when = \"abc\" # def";
        let place = |range: Span| &document[place_within(document, &(7..12), range)];
        assert_eq!(place(0..3), "abc");
        assert_eq!(place(1..9), "bc");
        assert_eq!(place(3..3), "\"");
        assert_eq!(place(4..5), "\"");
    }

    #[test]
    fn a_multi_line_string_drops_its_first_line_end() {
        let document = "x = \"\"\"\r\none\r\n  two\"\"\"";
        let text: String = characters(document, &(4..document.len())).iter().map(|w| w.character).collect();
        assert_eq!(text, "one\n  two");
    }

    #[test]
    fn space_at_the_end_of_a_line_is_no_part_of_a_text() {
        for (literal, text) in [
            ("\"one \"", "one"),
            ("\"\"\"one  \n two \n\"\"\"", "one\n two\n"),
            ("\"\"\"one \r\n  \r\ntwo\"\"\"", "one\n\ntwo"),
            ("\"one\\u0020\"", "one"),
            ("\"  \"", "  "),
        ] {
            let document = format!("x = {literal} # z");
            let span = 4..4 + literal.len();
            let read: String = characters(&document, &span).iter().map(|written| written.character).collect();
            assert_eq!(read, text, "{literal}");
        }
        assert_eq!(without_space_at_ends("one  \n \n two "), "one\n\n two");
        assert_eq!(without_space_at_ends("  "), "  ");
    }

    #[test]
    fn what_people_type_is_kept_but_for_control_characters() {
        assert!("a\u{202e}b\u{2028}d\u{200d}e\nf".chars().all(may_be_kept));
        assert!(!"\u{1b}\0\t\u{9b}".chars().any(may_be_kept));
        assert!(is_free_of_forbidden("ñ\nß") && !is_free_of_forbidden("ñ\u{202e}"));
    }

    /// However a text is written, each of its characters is found where it stands.
    #[test]
    fn every_way_of_writing_a_text_keeps_its_places() {
        let table = [
            (r#""a\bz""#, "a\u{8}z"),
            (r#""a\tz""#, "a\tz"),
            (r#""a\nz""#, "a\nz"),
            (r#""a\fz""#, "a\u{c}z"),
            (r#""a\rz""#, "a\rz"),
            (r#""a\ez""#, "a\u{1b}z"),
            (r#""a\"z""#, "a\"z"),
            (r#""a\\z""#, "a\\z"),
            (r#""a\x41z""#, "aAz"),
            (r#""a\u00e9z""#, "aéz"),
            (r#""a\U0001F600z""#, "a\u{1f600}z"),
            (r"'a\tz'", "a\\tz"),
            (r"'''a\tz'''", "a\\tz"),
            ("\"\"\"a\\\n   z\"\"\"", "az"),
            ("\"\"\"a\\  \n\n z\"\"\"", "az"),
            ("\"\"\"\na\nz\"\"\"", "a\nz"),
            ("\"z\"", "z"),
            ("'z'", "z"),
        ];
        for (literal, meant) in table {
            let document = format!("x = {literal} # z");
            let written = characters(&document, &(4..4 + literal.len()));
            let text: String = written.iter().map(|written| written.character).collect();
            assert_eq!(text, meant, "{literal}");
            // Nothing lies between two of them but a line end that an escape leaves out.
            let adjoin = written.windows(2).all(|pair| pair[0].span.end == pair[1].span.start);
            assert_eq!(adjoin, meant != "az", "{literal}");
            let last = &written[written.len() - 1].span;
            assert_eq!(
                (&document[last.clone()], last.start),
                ("z", 4 + literal.rfind('z').unwrap()),
                "{literal}"
            );
        }
    }
}

mod findings {
    use safelight::diagnostic::Diagnostic;
    use safelight::source::Source;

    #[test]
    fn a_finding_is_drawn_with_its_place_and_advice() {
        let source = Source::new("a.toml", "id = \"x\"\nwieght = 2\n");
        let drawn = Diagnostic::error("unknown-key", 9..15, "`wieght` is not a key of a term")
            .help("did you mean `points`?")
            .draw(&source);
        assert!(drawn.contains("error[unknown-key]: `wieght` is not a key of a term"), "{drawn}");
        assert!(drawn.contains("a.toml:2:1"), "{drawn}");
        assert!(drawn.contains("^^^^^^"), "{drawn}");
        assert!(drawn.contains("did you mean `points`?"), "{drawn}");
    }
}

mod slips {
    use safelight::questionnaire::slip::of_word;

    #[test]
    fn another_word_is_no_slip() {
        let fits = |word: &str| word == "adult";
        assert_eq!(of_word("adult", fits), None);
        assert_eq!(of_word("child", fits), None);
        for slip in ["Adult", " adult", "adult\u{feff}", "аdult", "ａｄｕｌｔ", "\u{a0}ADULT\n"] {
            assert!(of_word(slip, fits).is_some(), "{slip:?}");
        }
    }
}
