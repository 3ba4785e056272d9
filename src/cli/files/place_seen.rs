//! What a place can turn out to be, and what that means for a file, in words.

/// Something that can be seen of a place, because of which others may come to read what is written there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whereabouts {
    /// A share on the network; by what it is known, if that has a name.
    #[cfg_attr(
        not(any(target_os = "linux", windows)),
        expect(dead_code, reason = "no other system is asked")
    )]
    Share(Option<String>),
    /// A folder that another system shares with this one, such as the host of a virtual machine.
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "no other system is asked"))]
    OtherSystem,
    /// A drive that can be taken out, or is where such drives are.
    #[cfg_attr(
        not(any(target_os = "linux", target_os = "macos", windows)),
        expect(dead_code, reason = "no other system is asked")
    )]
    Removable,
    /// A folder that a program copies to other computers; which program.
    Synchronized(&'static str),
}

impl Whereabouts {
    /// Returns what it means for a file, in a sentence.
    pub fn sentence(&self) -> String {
        match self {
            Whereabouts::Share(Some(kind)) => {
                format!("It is on a network share ({kind}): whoever looks after the other computer can read it.")
            }
            Whereabouts::Share(None) => {
                "It is on a network share: whoever looks after the other computer can read it.".to_owned()
            }
            Whereabouts::OtherSystem => {
                "It is a folder that another system shares with this one: it can be read there too.".to_owned()
            }
            Whereabouts::Removable => {
                "It is on a drive that can be taken out, or looks like one: whoever has the drive can read it."
                    .to_owned()
            }
            Whereabouts::Synchronized(program) => format!(
                "It looks like a folder that {program} copies to other computers: copies stay there, also when the file \
                 is removed here."
            ),
        }
    }
}
