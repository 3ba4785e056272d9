//! What is found in the directories without any screening.

use serde::{Deserialize, Serialize};

use super::record::{ReferralRecord, UnmetNeed};
use super::wire::FormatVersion;

/// The version of this format.
pub const FORMAT: u32 = 1;

/// Services that match, and the needs for which there is none.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "Safelight referrals, format 1"))]
pub struct ReferralsDocument {
    format: FormatVersion<FORMAT>,
    kind: ReferralsKind,
    /// The services, best first.
    services: Vec<ReferralRecord>,
    /// The needs that were asked for and that none of them meets.
    needs_without_service: Vec<UnmetNeed>,
}

/// The kind of such a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
enum ReferralsKind {
    /// Of a search.
    #[serde(rename = "safelight-referrals")]
    Referrals,
}

impl ReferralsDocument {
    /// Returns the document of what was found.
    pub fn new(services: Vec<ReferralRecord>, needs_without_service: Vec<UnmetNeed>) -> Self {
        ReferralsDocument {
            format: FormatVersion,
            kind: ReferralsKind::Referrals,
            services,
            needs_without_service,
        }
    }

    /// Returns the services, best first.
    pub fn services(&self) -> &[ReferralRecord] {
        &self.services
    }

    /// Returns the needs that none of them meets.
    pub fn needs_without_service(&self) -> &[UnmetNeed] {
        &self.needs_without_service
    }
}
