//! What the codes of `check --against` mean, for people who write questionnaires and are no programmers.

use crate::diagnostic::Page;

/// Every code that only a comparison with another edition has.
pub const PAGES: &[Page] = &[VERSION_TOO_SMALL, CHANGE_NOT_TOLD, OTHER_QUESTIONNAIRE];

const VERSION_TOO_SMALL: Page = Page {
    code: "version-too-small",
    says: "the version number claims less than what changed since the other edition",
    why: "Whoever keeps records goes by the version: a first number that stays says that the same answers \
          still come to the same result, and that questions mean what they meant. `safelight diff` lists \
          every change with the step that it needs.",
    bad: "version = \"1.0.1\"    # since 1.0.0 a threshold changed\n",
    good: "version = \"2.0.0\"\n",
};

const CHANGE_NOT_TOLD: Page = Page {
    code: "change-not-told",
    says: "something has another id and nothing says so, or what is said of a change cannot be",
    why: "Old answers are read through the map of renamed ids. Without it they have no place, and a question \
          that goes on under another id looks like one that is gone and one that is new.",
    bad: "[[section.question]]\nid = \"papers_held\"    # it was `documents_held` in 1.0.0\n",
    good: "[[questionnaire.change]]\nsince  = \"1.0.0\"\nof     = \"papers_held\"\nwas    = \"documents_held\"\n\
           reason = \"Clearer in exports.\"\n",
};

const OTHER_QUESTIONNAIRE: Page = Page {
    code: "other-questionnaire",
    says: "the file has another id than the edition with which it is compared",
    why: "Another id is another questionnaire, with version numbers of its own. Only editions of one \
          questionnaire can be compared by their versions.",
    bad: "id = \"our-intake\"    # compared with adult-brief@1.0.0\n",
    good: "id = \"adult-brief\"\n",
};
