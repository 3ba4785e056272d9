//! The rules of the field that are part of the language and cannot be switched off.

use crate::diagnostic::Page;

pub const BEFORE_LIMITS: Page = Page {
    code: "before-limits",
    says: "a sensitive question comes before the person knows what you may have to report",
    why: "People can only choose what to tell if they know first what cannot stay between the two of you. \
          The limits come before anything sensitive. (PEARR Tool: https://innovationshtc.org/pearr-tool/)",
    bad: r#"[[section.question]]
id          = "threats"
ask         = "Has anyone used threats?"
kind        = "yes_no"
sensitivity = 2
"#,
    good: r#"[[opening]]
id  = "limits"
say = "Some things I may have to report."

[[section]]
id    = "only"
title = "The only section"

[[section.question]]
id          = "debt"
ask         = "Do you owe money?"
kind        = "yes_no"
sensitivity = 0

[[section.question]]
id          = "threats"
ask         = "Has anyone used threats?"
kind        = "yes_no"
sensitivity = 2
"#,
};

pub const SENSITIVITY_ORDER: Page = Page {
    code: "sensitivity-order",
    says: "within this section the questions become gentler and then harder again",
    why: "A hard question is harder to bear when one had just begun to breathe again. Go from open to \
          sensitive and back once; what comes after that belongs in another section.",
    bad: r#"[[section]]
id    = "home"
title = "Where you live"

[[section.question]]
id          = "locked_in"
ask         = "Has anyone locked you in?"
kind        = "yes_no"
sensitivity = 1

[[section.question]]
id          = "lives_alone"
ask         = "Do you live alone?"
kind        = "yes_no"
sensitivity = 0

[[section.question]]
id          = "watched"
ask         = "Does anyone watch where you go?"
kind        = "yes_no"
sensitivity = 1
"#,
    good: r#"[[section]]
id    = "home"
title = "Where you live"

[[section.question]]
id          = "lives_alone"
ask         = "Do you live alone?"
kind        = "yes_no"
sensitivity = 0

[[section.question]]
id          = "watched"
ask         = "Does anyone watch where you go?"
kind        = "yes_no"
sensitivity = 1

[[section.question]]
id          = "locked_in"
ask         = "Has anyone locked you in?"
kind        = "yes_no"
sensitivity = 1
"#,
};

pub const REFUSAL_OPTION: Page = Page {
    code: "refusal-option",
    says: "an option means refused, unknown or not assessed",
    why: "Prefer not to say, don't know and come back later are offered with every question, and are kept \
          apart from the answers so that they are never counted as no. The right not to answer is \
          unconditional. (WHO 2003: https://issuu.com/molosongololo/docs/resource-manual/24)",
    bad: r#"[[section.question]]
id          = "pay_kept"
ask         = "Does anyone keep your pay?"
kind        = "choice"
sensitivity = 1
options     = [
  {id = "kept",     label = "Yes"},
  {id = "not_kept", label = "No"},
  {id = "unclear",  label = "Don't know"},
]
"#,
    good: r#"[[section.question]]
id          = "pay_kept"
ask         = "Does anyone keep your pay?"
kind        = "choice"
sensitivity = 1
options     = [
  {id = "kept",     label = "Yes"},
  {id = "not_kept", label = "No"},
]
"#,
};

pub const TESTS_REFUSAL: Page = Page {
    code: "tests-refusal",
    says: "a rule asks whether somebody declined, or counts a refusal as something",
    why: "Not answering is a right and tells nothing about the answer. Without one, the result shows \
          everything that is still possible. \
          (WHO 2003: https://issuu.com/molosongololo/docs/resource-manual/24)",
    bad: r#"[[indicator]]
id     = "evasive"
label  = "Would not talk about debt"
family = "risk"
when   = "debt = declined"
source = "Invented"
"#,
    good: r#"[[indicator]]
id     = "indebted"
label  = "A debt keeps the person there"
family = "risk"
when   = "debt = yes"
source = "Invented"
"#,
};

pub const BAD_MISSING: Page = Page {
    code: "bad-missing",
    says: "\"don't know\" is to count as something other than 0",
    why: "Some published instruments count it as no, so that value can be shown beside the honest range. \
          No instrument gives points for not knowing.",
    bad: r#"[[score]]
id      = "signs"
label   = "Signs"
sum     = [ {when = "debt", points = 2} ]
missing = {dont_know = 2, reason = "The manual counts it so.", source = "The manual, page 4"}
"#,
    good: r#"[[score]]
id      = "signs"
label   = "Signs"
sum     = [ {when = "debt", points = 2} ]
missing = {dont_know = 0, reason = "The manual counts it so.", source = "The manual, page 4"}
"#,
};

pub const IDENTITY: Page = Page {
    code: "identity",
    says: "this question is about who the person is, and the file says that it is not",
    why: "Nationality, gender, disability and the like are marked, so that they can help to find services \
          and can never make anybody look suspicious. Lists of outward signs do harm. \
          (SWAN Vancouver: https://swanvancouver.ca/resource/rethinking-red-flags-2/)",
    bad: r#"[[section.question]]
id          = "gender"
ask         = "What is your gender?"
kind        = "choice"
sensitivity = 0
identity    = false
options     = [ {id = "woman", label = "Woman"}, {id = "man", label = "Man"}, {id = "other", label = "Another"} ]
"#,
    good: r#"[[section.question]]
id          = "gender"
ask         = "What is your gender?"
kind        = "choice"
sensitivity = 0
identity    = true
options     = [ {id = "woman", label = "Woman"}, {id = "man", label = "Man"}, {id = "other", label = "Another"} ]
"#,
};

pub const IDENTITY_WEIGHT: Page = Page {
    code: "identity-weight",
    says: "who the person is would count in a score, an outcome or a stop",
    why: "Anybody can be trafficked; weight on who somebody is turns a screening into profiling. It may \
          guide actions and referrals. Only a published, validated instrument may count it, with \
          `identity_weight = {reason = \"…\", source = \"…\"}`, and then every summary says so. \
          (SWAN Vancouver: https://swanvancouver.ca/resource/rethinking-red-flags-2/)",
    bad: r#"[[score]]
id    = "signs"
label = "Signs"
sum   = [
  {when = "debt = yes", points = 2},
  {when = "nationality = yes", points = 1},
]
"#,
    good: r#"[[score]]
id    = "signs"
label = "Signs"
sum   = [
  {when = "debt = yes", points = 2},
]

[[action]]
id      = "lawyer"
label   = "Offer an immigration lawyer"
when    = "nationality = yes"
duty    = "offer"
because = "Only a qualified lawyer can answer questions about papers."
needs   = ["immigration_legal"]
"#,
};

pub const NEGATIVE_POINTS: Page = Page {
    code: "negative-points",
    says: "something would take points away",
    why: "A strength does not buy off a danger: a person with good friends can still be held by a debt. \
          Show strengths in their own right, as indicators of family \"strength\".",
    bad: r#"[[score]]
id    = "signs"
label = "Signs"
sum   = [
  {when = "debt = yes", points = 2},
  {when = "debt = no",  points = -1},
]
"#,
    good: r#"[[score]]
id    = "signs"
label = "Signs"
sum   = [
  {when = "debt = yes", points = 2},
]
"#,
};

pub const NO_EXCLUSIVE_OPTION: Page = Page {
    code: "no-exclusive-option",
    says: "a question with several answers has no \"none of these\", or another kind of question has one",
    why: "Without it nobody could say that nothing applies: leaving all boxes empty would look the same as \
          not answering.",
    bad: r#"[[section.question]]
id          = "found_work"
ask         = "How did you find this work?"
kind        = "choices"
sensitivity = 0
options     = [
  {id = "online", label = "Online"},
  {id = "friend", label = "Through someone I know"},
]
"#,
    good: r#"[[section.question]]
id          = "found_work"
ask         = "How did you find this work?"
kind        = "choices"
sensitivity = 0
options     = [
  {id = "online", label = "Online"},
  {id = "friend", label = "Through someone I know"},
  {id = "none",   label = "None of these", exclusive = true},
]
"#,
};

pub const VERDICT_WORD: Page = Page {
    code: "verdict-word",
    says: "a result pronounces a verdict",
    why: "A screening cannot know. In one study about one in four of those picked out was affected, and about \
          one in four of those affected was missed. Words such as victim, confirmed, positive or clear would \
          often be wrong, and could follow the person. Say what to do next. \
          (https://bmcpublichealth.biomedcentral.com/articles/10.1186/s12889-024-18997-7)",
    bad: r#"[[outcome]]
id     = "next_step"
label  = "What next"
levels = [
  {id = "low",  label = "Screened negative", next = "Offer the information."},
  {id = "high", label = "Likely victim",     next = "Offer a referral."},
]
decide = [
  {level = "high", when = "debt = yes"},
  {level = "low", otherwise = true},
]
"#,
    good: r#"[[outcome]]
id     = "next_step"
label  = "What next"
levels = [
  {id = "low",  label = "Offer information", next = "Offer the information."},
  {id = "high", label = "Offer referral",    next = "Offer a referral."},
]
decide = [
  {level = "high", when = "debt = yes"},
  {level = "low", otherwise = true},
]
"#,
};
