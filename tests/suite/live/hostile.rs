//! Names, questions and a pack's own texts that try to act: on a terminal, in a page, in a spreadsheet, in a file.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::report::debrief::Debrief;
use escalate_or_act::domain::room::Room;
use escalate_or_act::domain::room::event::Setup;
use escalate_or_act::domain::room::item::Item;
use escalate_or_act::domain::room::request::{FromHost, Step};
use escalate_or_act::domain::text::Text;
use escalate_or_act::export::debrief::{Format, page};
use escalate_or_act::export::drafts::drafts;
use escalate_or_act::live::journal::Journal;
use escalate_or_act::live::meeting::Meeting;
use escalate_or_act::tui::host::model::{Model, Seen};
use escalate_or_act::tui::host::view;
use escalate_or_act::tui::rich::Rich;
use escalate_or_act::tui::room::entrance::Entrance;

use super::guest::{Guest, INVITE, place, setup, token};

/// A formula first, then what acts on terminals and on the reading order, then what acts in pages and in Markdown.
const HOSTILE: &str = "=HYPERLINK(\"x\")\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{202e}\u{200b}\u{feff}\u{2066}<script>alert(1)</script>\
                       <img src=x onerror=alert(1)>\"'`&[a](javascript:b)\r\nx";

/// The meeting of the desk, with every text that a pack brings made hostile.
fn hostile_setup() -> Setup {
    let setup = setup(10);
    let items = setup.items.iter().map(|item| {
        let mut json = serde_json::to_value(item).unwrap();
        poison(&mut json["sheet"]);
        for part in ["clause", "yours", "because", "no_matter"] {
            poison(&mut json["key"]["reveal"][part]);
        }
        for part in ["say", "avoid", "trap", "outcome"] {
            json["key"]["reveal"][part] = json!(HOSTILE);
        }
        serde_json::from_value::<Item>(json).unwrap()
    });
    Setup { title: Text::clean(HOSTILE), items: items.collect(), ..setup }
}

fn poison(json: &mut Json) {
    match json {
        Json::String(text) => *text = format!("{HOSTILE}{text}"),
        Json::Array(all) => all.iter_mut().for_each(poison),
        Json::Object(fields) => fields.iter_mut().for_each(|(_, value)| poison(value)),
        _ => {}
    }
}

/// What no text may hold, wherever it is shown.
fn acts(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn harmless(json: &Json, whole: &Json) {
    match json {
        Json::String(text) => assert!(!text.chars().any(acts), "{text:?} in {whole}"),
        Json::Array(all) => all.iter().for_each(|one| harmless(one, whole)),
        Json::Object(fields) => fields.values().for_each(|one| harmless(one, whole)),
        _ => {}
    }
}

fn screen(meeting: &Meeting, size: (u16, u16)) -> String {
    let shown = meeting.look();
    let seen = Seen { host: Arc::clone(&shown.host), connected: shown.connected, trouble: None };
    let mut model = Model::new(seen, Entrance::default(), None, size);
    model.own = true;
    view::sheet(&model).rows.iter().map(Rich::text).collect::<Vec<_>>().join("\n")
}

#[test]
fn nothing_acts_in_messages_on_the_hosts_screen_or_in_the_debrief() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("j");
    let meeting = Meeting::begin(hostile_setup(), &journal, place(0), || ()).unwrap();
    let mut guests: Vec<Guest> = (0..5).map(|_| Guest::connect(meeting.address())).collect();
    for (n, guest) in guests.iter_mut().enumerate() {
        guest.say(&json!({"join": {"protocol": 2, "token": token(n), "door": INVITE, "alias": HOSTILE}}));
        let seated = guest.until("seated");
        harmless(&seated, &seated);
        guest.until("board");
    }
    let mut asked = false;
    while let Some(next) = meeting.look().host.next {
        let from = meeting.look().host.screen.board.place;
        meeting.request(FromHost::Go { from, step: Step::Next }).unwrap();
        for (n, guest) in guests.iter_mut().enumerate() {
            let board = guest.until("board");
            harmless(&board, &board);
            let ballot = &board["board"]["table"]["shows"]["ballot"];
            if next.phase.turn().is_some() {
                let number = 10 * u32::try_from(next.stop).unwrap() + if next.phase.label().ends_with("again") { 1 } else { 0 };
                let answer = ["yes", "no", "escalate"][n % 3];
                guest.say(&json!({"vote": {"number": number, "ballot": ballot, "vote": {"answer": answer, "confidence": 3}}}));
                guest.until("taken");
                if !asked && n == 4 {
                    asked = true;
                    guest.say(&json!({"ask": {"number": number + 2, "text": HOSTILE}}));
                    guest.until("taken");
                }
            }
        }
        for size in [(120, 40), (80, 24)] {
            let shown = screen(&meeting, size);
            assert!(!shown.chars().any(acts), "{:?}: {shown:?}", next.phase);
        }
    }
    drop(guests);
    drop(meeting);
    let room = Room::replay(Journal::read(&journal).unwrap()).unwrap();
    assert_eq!(room.notes().len(), 1);
    let told = Debrief::of(&room, None);
    assert_eq!(told.seats, 5);
    for format in [Format::Text, Format::Html, Format::Markdown, Format::Json, Format::Csv] {
        let page = page(&told, format);
        assert!(!page.chars().any(|c| acts(c) && c != '\r'), "{page}");
    }
    let html = page(&told, Format::Html);
    assert!(html.contains("&lt;script&gt;"), "it is told, as text");
    for tag in ["<script", "<img", "<a ", "</title><"] {
        assert!(!html.contains(tag), "{tag}");
    }
    for cell in cells(&page(&told, Format::Csv)) {
        let number = cell.parse::<f64>().is_ok();
        assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?} would be a formula");
    }
    let markdown = page(&told, Format::Markdown);
    assert!(!markdown.contains("<script") || markdown.contains("\\<script"), "{markdown}");
    let drafts = drafts(&room, &told, Date::new(2026, 9, 15).unwrap());
    assert!(!drafts.is_empty());
    for draft in drafts {
        assert!(!draft.text.chars().any(acts), "{}", draft.text);
        assert!(draft.text.parse::<toml::Table>().is_ok(), "a draft that no file can be: {}", draft.text);
    }
}

/// The cells of a table, quotes taken off.
fn cells(table: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut letters = table.chars().peekable();
    while let Some(c) = letters.next() {
        match (c, quoted) {
            ('"', true) if letters.peek() == Some(&'"') => cell.extend(letters.next()),
            ('"', _) => quoted = !quoted,
            (',' | '\n', false) => cells.push(std::mem::take(&mut cell)),
            ('\r', false) if letters.peek() == Some(&'\n') => {}
            _ => cell.push(c),
        }
    }
    cells
}
