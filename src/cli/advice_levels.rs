//! `--deny` and `--allow`: how much advice matters this time.

use anyhow::{Result, bail};
use safelight::diagnostic::{Diagnostic, Severity};
use safelight::lint::{self, LINTS, LintGroup};
use safelight::vocabulary::nearest;

use super::code_pages;
use super::findings::Weighed;

/// Every group of advice.
pub const GROUPS: [LintGroup; 4] =
    [LintGroup::Scoring, LintGroup::Words, LintGroup::Order, LintGroup::Paperwork];

/// How much advice matters this time.
pub struct Levels {
    deny_warnings: bool,
    deny: Vec<&'static str>,
    allow: Vec<&'static str>,
}

impl Levels {
    /// Returns the levels that were asked for.
    ///
    /// # Errors
    /// What is neither a group nor a code, and what cannot be left out.
    pub fn new(deny: &[String], allow: &[String]) -> Result<Levels> {
        let mut levels = Levels { deny_warnings: false, deny: Vec::new(), allow: Vec::new() };
        for what in deny {
            match what.as_str() {
                "warnings" => levels.deny_warnings = true,
                what => levels.deny.extend(codes(what)?),
            }
        }
        for what in allow {
            if lint::find(what).is_some() && !lint::may_be_set_aside(what) {
                bail!("`{what}` cannot be left out");
            }
            levels.allow.extend(codes(what)?.into_iter().filter(|code| lint::may_be_set_aside(code)));
        }
        Ok(levels)
    }

    /// Returns the codes that are left out.
    pub fn left_out(&self) -> &[&'static str] {
        &self.allow
    }

    /// Returns the findings that are not left out, each with whether it counts as a mistake this time.
    pub fn apply(&self, findings: Vec<Diagnostic>) -> Vec<Weighed> {
        let is_denied = |finding: &Diagnostic| {
            self.deny.contains(&finding.code) || (self.deny_warnings && finding.severity == Severity::Warning)
        };
        let left = findings.into_iter().filter(|finding| !self.allow.contains(&finding.code));
        left.map(|finding| Weighed { denied: is_denied(&finding), finding }).collect()
    }
}

/// The codes that a group or a code means.
fn codes(what: &str) -> Result<Vec<&'static str>> {
    if let Some(group) = GROUPS.iter().find(|group| group.id() == what) {
        return Ok(LINTS.iter().filter(|lint| lint.group == *group).map(|lint| lint.page.code).collect());
    }
    if let Some(lint) = lint::find(what) {
        return Ok(vec![lint.page.code]);
    }
    if code_pages::find(what).is_some() {
        bail!("`{what}` is a mistake of the document, which always counts; only advice has levels");
    }
    let known = LINTS.iter().map(|lint| lint.page.code);
    let words = GROUPS.iter().map(|group| group.id()).chain(["warnings"]);
    match nearest(what, known.chain(words)) {
        Some(near) => bail!("there is no advice called `{what}`; did you mean `{near}`?"),
        None => bail!("there is no advice called `{what}`; `safelight check --list` shows all"),
    }
}
