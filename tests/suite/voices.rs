//! Recorded sound for what a person answers alone: the script of what there is to say, what is found wrong with clips, and
//! the page that they stand in.

use crate::run::Home;

/// A clip of Opus that lasts so many milliseconds: its pages, and no sound that anybody could hear.
fn clip(milliseconds: i64) -> Vec<u8> {
    let page = |time: i64, body: &[u8]| {
        let mut page = b"OggS\0\0".to_vec();
        page.extend(time.to_le_bytes());
        page.extend([0; 12]);
        page.extend([1, u8::try_from(body.len()).unwrap()]);
        page.extend(body);
        page
    };
    let head = [&b"OpusHead"[..], &[1, 1, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0]].concat();
    [page(0, &head), page(milliseconds * 48, b"sound")].concat()
}

/// A folder of voices for `adult-quick`, with a clip for every sentence but those that are left out.
fn voices(home: &Home, language: &str, left_out: usize) -> String {
    let script = home.run(&["page", "recording-script", "adult-quick", "--language", language]).done();
    let script = script.replace("speaker  = \"\"", "speaker  = \"community health worker\"");
    let folder = home.path().join("voices").join(language);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("voice.toml"), &script).unwrap();
    let files = script.lines().filter_map(|line| line.strip_prefix("file = \"")?.strip_suffix('"'));
    for file in files.skip(left_out) {
        std::fs::write(folder.join(file), clip(1500)).unwrap();
    }
    script
}

#[test]
fn the_script_lists_what_there_is_to_say_and_is_the_file_of_the_voice() {
    let home = Home::new();
    for language in ["en", "es"] {
        let script = voices(&home, language, 0);
        let sentences = script.matches("[[clip]]").count();
        assert!(script.starts_with(&format!(
            "# What there is to say in `{language}` for adult-quick@1.0.0: {sentences} "
        )));
        assert!(sentences > 40 && script.contains("file = \"001.opus\"") && script.contains("# about "));
        let file = format!("voices/{language}/voice.toml");
        let said = home.run(&["check", &file]).done();
        assert!(said.contains("no mistakes") || !said.contains("warning"), "{said}");
    }
    let english = std::fs::read_to_string(home.path().join("voices/en/voice.toml")).unwrap();
    assert!(english.contains("say  = \"What would help you most now?\""));
    // Written again, with what is recorded already: it stays as it is.
    let again = home
        .run(&["page", "recording-script", "adult-quick", "--language", "en", "--audio", "voices"])
        .done();
    assert_eq!(again, english);
}

#[test]
fn stale_missing_and_broken_clips_are_found() {
    let home = Home::new();
    voices(&home, "en", 0);
    let folder = home.path().join("voices/en");
    let file = folder.join("voice.toml");
    let whole = std::fs::read_to_string(&file).unwrap();
    let place = whole.find("say  = \"What would help you most now?\"").unwrap();
    let of = whole[..place].rfind("of   = \"").unwrap();
    let stale = format!("{}of   = \"0123456789ab\"{}", &whole[..of], &whole[of + 21..]);
    std::fs::write(&file, &stale).unwrap();
    let said = home.run(&["check", "voices/en/voice.toml"]).done();
    assert!(said.contains("warning[stale-clip]") && said.contains("warning[missing-clip]"), "{said}");
    assert!(said.contains("sentences without a clip: 1"), "{said}");
    std::fs::write(&file, &whole).unwrap();
    for (name, bytes) in [
        ("001.opus", b"RIFF....WAVE".to_vec()),
        ("002.opus", clip(1500)[..60].to_vec()),
        ("003.opus", vec![0; 10 * 1024 * 1024]),
    ] {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    std::fs::remove_file(folder.join("004.opus")).unwrap();
    let ran = home.run(&["check", "voices/en/voice.toml"]);
    assert_eq!(ran.code, Some(1), "mistakes were found");
    let said = ran.out;
    assert_eq!(said.matches("error[broken-clip]").count(), 4, "{said}");
    assert!(said.contains("no whole Opus file") && said.contains("more than 512 KiB"), "{said}");
    // A page is made all the same: those sentences stand as text.
    let made = home
        .run(&["page", "adult-quick", "--languages", "en", "--audio", "voices", "--export", "notes.html"])
        .done();
    assert!(made.contains("4 sentences stand as text"), "{made}");
}

#[test]
fn a_page_holds_its_clips_and_says_how_long_they_are() {
    let home = Home::new();
    voices(&home, "en", 0);
    voices(&home, "es", 3);
    let arguments =
        ["page", "adult-quick", "--languages", "es,en", "--audio", "voices", "--export", "notes.html"];
    let said = home.run(&arguments).done();
    assert!(
        said.contains("English: every sentence has a clip") && said.contains("3 sentences stand as text"),
        "{said}"
    );
    let page = std::fs::read_to_string(home.path().join("notes.html")).unwrap();
    assert!(page.matches("data:audio/ogg;base64,").count() > 80);
    assert!(page.contains("media-src data:") && page.contains("default-src 'none'"));
    // It is there already, and is not written over without being asked.
    home.run(&arguments).refused(&["notes.html is already there"]);
}

#[test]
fn what_cannot_be_is_said_before_anything_is_written() {
    let home = Home::new();
    let page = |more: &[&str]| home.run(&[&["page"], more].concat());
    page(&["adult-quick", "--export", "trafficking-screening.html"]).refused(&["stands in the browser"]);
    page(&["adult-quick", "--export", "notes.pdf"]).refused(&["does not end in .html"]);
    page(&["adult-quick", "--languages", "vi", "--export", "notes.html"]).refused(&[
        "no words",
        "Vietnamese",
        "Spanish (es)",
    ]);
    page(&["youth-brief", "--export", "notes.html"]).refused(&["only adults answer alone"]);
    page(&["agency-readiness", "--export", "notes.html"])
        .refused(&["nobody answers agency-readiness@1.0.0 alone"]);
    page(&["adult-quick", "--audio", "nowhere", "--export", "notes.html"]).refused(&["nowhere is no folder"]);
    page(&["recording-script", "adult-quick", "--language", "en", "--audio", "nowhere"])
        .refused(&["no folder"]);
    page(&["recording-script", "adult-quick", "--language", "xx-wrong"]).refused(&["xx-wrong"]);
    assert!(home.names().is_empty(), "nothing was written");
}

/// Every mistake of a voice at once, and each under a code that is explained.
#[test]
fn all_mistakes_of_a_voice_are_found_at_once() {
    let home = Home::new();
    let voice = "format = 1\n[voice]\nof = \"adult-quick@1.0.0\"\nlanguage = \"english\"\nspeaker = \"\"\n\
                 [[clip]]\nof = \"x\"\nsay = \"y\"\nfile = \"../a.opus\"\n[[clip]]\nof = \"x\"\nfile = 3\n";
    home.file("voice.toml", voice);
    let ran = home.run(&["check", "voice.toml"]);
    assert_eq!(ran.code, Some(1));
    let codes: Vec<&str> =
        ran.out.lines().filter_map(|line| line.strip_prefix("error[")?.split(']').next()).collect();
    assert_eq!(
        codes,
        ["bad-language", "empty-text", "broken-clip", "missing-key", "wrong-type"],
        "{}",
        ran.out
    );
    for code in codes {
        home.run(&["explain", code]).done();
    }
}

/// A voice that lies in the folder of another language would be heard by nobody who understands it.
#[test]
fn a_voice_in_the_wrong_folder_is_refused_and_a_language_without_one_is_said() {
    let home = Home::new();
    voices(&home, "en", 0);
    let make = ["page", "adult-quick", "--languages", "es", "--audio", "voices", "--export", "notes.html"];
    let said = home.run(&make).done();
    assert!(said.contains("Spanish: no voice.toml in es/, so no sound."), "{said}");
    std::fs::rename(home.path().join("voices/en"), home.path().join("voices/es")).unwrap();
    home.run(&[&make[..], &["--force"]].concat()).refused(&["says that it is in English"]);
}
