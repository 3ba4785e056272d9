//! What identifies an edition beyond its version: three SHA-256 fingerprints over a canonical form of
//! its structure, its scoring and its wording. Comments, spacing and the order of keys do not count;
//! everything that a person hears or a rule reads does. The canonical form is the walk over the elements:
//! of each fingerprint, those of its fields, in the order of the file. It is fixed with the first release
//! of an edition: a change here would then make every stored record look altered.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::elements::Touched;
use super::model::Questionnaire;
use super::remembered::Fingerprint;

impl Fingerprint {
    /// Returns the fingerprints of a questionnaire.
    pub fn of(questionnaire: &Questionnaire) -> Self {
        let mut canons = Touched::EACH.map(|part| (part, Canon::default()));
        for element in questionnaire.elements() {
            for (part, canon) in canons.iter_mut().filter(|(part, _)| element.touched().has(*part)) {
                canon.put(element.kind.id(), element.name().id);
                for field in element.fields.iter().filter(|field| field.effect.touched.has(*part)) {
                    canon.put(field.key, field.value.canonical(questionnaire));
                }
            }
        }
        let [structure, scoring, wording] = canons.map(|(_, canon)| canon.digest());
        Fingerprint { structure, scoring, wording }
    }

    /// Returns which fingerprints differ.
    pub fn differing(&self, other: &Fingerprint) -> Touched {
        let all = |of: &Fingerprint| [of.structure.clone(), of.scoring.clone(), of.wording.clone()];
        let pairs = Touched::EACH.into_iter().zip(all(self).into_iter().zip(all(other)));
        pairs.filter(|(_, (one, two))| one != two).fold(Touched::NONE, |all, (part, _)| all.with(part))
    }

    /// Returns a short code of all three, for a printed page: twelve digits.
    pub fn short(&self) -> String {
        let mut canon = Canon::default();
        canon.put("structure", &self.structure).put("scoring", &self.scoring).put("wording", &self.wording);
        canon.digest()[..12].to_owned()
    }
}

impl Questionnaire {
    /// Returns its fingerprints, which are computed once.
    pub fn fingerprint(&self) -> &Fingerprint {
        self.remembered.or_computed(|| Fingerprint::of(self))
    }
}

/// A canonical form: named fields, each ended by a control character that no text can hold.
#[derive(Default)]
pub struct Canon(String);

impl Canon {
    /// Adds a field.
    pub fn put(&mut self, field: &str, value: impl std::fmt::Display) -> &mut Self {
        let _ = write!(self.0, "{field}\u{1f}{value}\u{1e}");
        self
    }

    /// Adds a field, if there is a value.
    pub fn put_if(&mut self, field: &str, value: Option<impl std::fmt::Display>) -> &mut Self {
        match value {
            Some(value) => self.put(field, value),
            None => self,
        }
    }

    /// Returns the SHA-256 of what was added, in 64 hexadecimal digits.
    pub fn digest(&self) -> String {
        let digest = Sha256::digest(self.0.as_bytes());
        digest.iter().fold(String::with_capacity(64), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}
