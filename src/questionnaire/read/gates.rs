//! Reads the gates, and how they stand together: those that share a screen have one answer that passes, and
//! say each what is chosen where it is the one that does not.

use crate::questionnaire::model::Gate;
use crate::reading::Table;

/// Reads the gates, in the order of the file.
pub fn gates<'r>(file: &Table<'r>) -> Vec<Gate> {
    let tables = file.tables("gate", "[[gate]]");
    let mut gates: Vec<Gate> = Vec::new();
    for (place, table) in tables.iter().enumerate() {
        let gate = gate(table);
        let joined = tables.get(place + 1).is_some_and(|next| next.has("with"));
        note_together(table, &gate, gates.last(), joined);
        gates.push(gate);
    }
    gates
}

fn gate(table: &Table<'_>) -> Gate {
    Gate {
        id: table.need_string("id"),
        ask: table.need_string("ask"),
        say: table.string("say"),
        note: table.string("note"),
        ask_remote: table.string("ask_remote"),
        note_remote: table.string("note_remote"),
        proceed_on: table.need_word("proceed_on", &[("yes", true), ("no", false)]).unwrap_or(true),
        otherwise: table.need_string("otherwise"),
        danger: table.flag("danger"),
        with: table.string("with"),
        if_not: table.string("if_not"),
        observe: table.string("observe"),
    }
}

/// Notes what does not fit at a gate that shares a screen with the one above it or below it.
fn note_together(table: &Table<'_>, gate: &Gate, above: Option<&Gate>, joined: bool) {
    let unfit = |key: &str, message: String, help: &str| {
        let place = if table.has(key) { table.place_of(key) } else { table.place_of("id") };
        table.notes().error("asked-together", place, message, help);
    };
    let shares = table.has("with") || joined;
    if shares && gate.danger {
        let help = "ask about danger by itself, before all else: whoever is in danger reads one question";
        unfit("danger", "the danger gate shares a screen with another".to_owned(), help);
    }
    if shares && !table.has("if_not") {
        let message = format!("`{}` shares a screen and has no `if_not`", gate.id);
        unfit("id", message, "write what is chosen if this is the one that does not pass");
    } else if !shares && table.has("if_not") {
        let message = format!("`{}` shares no screen, so its `if_not` is never shown", gate.id);
        unfit("if_not", message, "remove it, or write `with` at the gate below");
    }
    match (&gate.with, above) {
        (Some(with), Some(above)) if *with == above.id => {
            if gate.proceed_on != above.proceed_on {
                let message =
                    format!("`{}` and `{with}` share a screen and pass on different answers", gate.id);
                let help =
                    "turn one of the questions round, so that one answer passes both, or ask them apart";
                unfit("proceed_on", message, help);
            }
        }
        (Some(with), _) => {
            let message = format!("`{with}` is not the gate right above");
            unfit("with", message, "name the gate right above, or ask this one by itself");
        }
        (None, _) => {}
    }
}
