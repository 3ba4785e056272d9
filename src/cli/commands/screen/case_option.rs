//! The option `--case`.

use std::ffi::OsStr;

use clap::builder::TypedValueParser;
use clap::error::ErrorKind;
use safelight::records::{CaseReference, CaseReferenceError};

/// Reads a case reference. What is refused may be a name, so the message does not repeat it, as clap's own would.
#[derive(Clone)]
pub struct CaseParser;

impl TypedValueParser for CaseParser {
    type Value = CaseReference;

    fn parse_ref(
        &self,
        command: &clap::Command,
        _: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<CaseReference, clap::Error> {
        let typed = value.to_str().ok_or(CaseReferenceError::OtherCharacters);
        typed.and_then(str::parse).map_err(|why| {
            let said = format!("what stands behind --case is no case reference: {why}\n");
            clap::Error::raw(ErrorKind::ValueValidation, said).with_cmd(command)
        })
    }
}
