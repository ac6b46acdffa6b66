//! `guidance/` as files: which file holds what, and every fault in them with its line.
use std::fs;
use std::path::{Path, PathBuf};

use gh_core::guide::{
    Area, BankHoliday, Condition, Contact, FormPage, Matter, NationRow, Pack, Packed, Pointer, Question, Role, Sign,
    SignGroup, Source, Statement, Step, Topic, Track,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// One fault of one file. Trying again helps only after the file has been changed.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A file or folder is not there, or this user may not read it.
    #[error("{path}: {source}", path = .path.display())]
    Read {
        /// Which, below the folder of the guidance.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// It is not the TOML that belongs there: a slip of the pen, an unknown key, a missing one.
    #[error("{path}:{line}: {what}", path = .path.display())]
    Parse {
        /// Which, below the folder of the guidance.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// The id in the file is not its name.
    #[error("{path}: holds {id}; the file name and the id must be the same", path = .path.display())]
    Name {
        /// Which, below the folder of the guidance.
        path: PathBuf,
        /// The id that it holds.
        id: String,
    },
    /// A TOML file that nothing reads: its words would be lost without a trace.
    #[error("{path}: is not a file of the guidance", path = .path.display())]
    Stray {
        /// Which, below the folder of the guidance.
        path: PathBuf,
    },
}

/// Every fault of every file.
#[derive(Debug, thiserror::Error)]
#[error("the guidance cannot be read:\n{}", .0.iter().map(|e| format!("  {e}")).collect::<Vec<_>>().join("\n"))]
pub struct LoadErrors(pub Vec<LoadError>);

/// `pack.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    edition: String,
    date: String,
    numbers_checked: String,
    standing: String,
}

/// `indicators.toml`.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Indicators {
    group: Vec<SignGroup>,
    pointer: Vec<Pointer>,
    sign: Vec<Sign>,
}

/// A file that is one list under one name.
macro_rules! list_file {
    ($($file:ident { $field:ident: $item:ty })*) => { $(
        #[derive(Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct $file { $field: Vec<$item> }
    )* };
}

list_file! {
    Conditions { condition: Condition }
    Asked { matter: Matter }
    Form { page: FormPage }
    Questions { question: Question }
    RedList { red_list: Statement }
    Nations { nation: NationRow }
    Sources { source: Source }
    Contacts { contact: Contact }
    Holidays { bank_holiday: BankHoliday }
}

const FILES: [&str; 11] = [
    "pack.toml",
    "asked.toml",
    "form.toml",
    "conditions.toml",
    "indicators.toml",
    "questions.toml",
    "red_list.toml",
    "nations.toml",
    "sources.toml",
    "contacts.toml",
    "holidays.toml",
];

/// Reads the folder. Steps, topics and areas stand in the order of their file names, tracks in that of the roles.
///
/// # Errors
/// [`LoadErrors`], with every fault of every file.
pub fn load(dir: &Path) -> Result<Pack, LoadErrors> {
    let mut reader = Reader { dir, errors: Vec::new() };
    let head: Option<Head> = reader.file(Path::new("pack.toml"));
    let asked: Asked = reader.file(Path::new("asked.toml")).unwrap_or_default();
    let form: Form = reader.file(Path::new("form.toml")).unwrap_or_default();
    let conditions: Conditions = reader.file(Path::new("conditions.toml")).unwrap_or_default();
    let questions: Questions = reader.file(Path::new("questions.toml")).unwrap_or_default();
    let indicators: Indicators = reader.file(Path::new("indicators.toml")).unwrap_or_default();
    let red_list: RedList = reader.file(Path::new("red_list.toml")).unwrap_or_default();
    let nations: Nations = reader.file(Path::new("nations.toml")).unwrap_or_default();
    let sources: Sources = reader.file(Path::new("sources.toml")).unwrap_or_default();
    let contacts: Contacts = reader.file(Path::new("contacts.toml")).unwrap_or_default();
    let holidays: Holidays = reader.file(Path::new("holidays.toml")).unwrap_or_default();
    let actions = reader.folder("steps", |step: &Step| step.id.as_str());
    let topics = reader.folder("topics", |topic: &Topic| topic.id.as_str());
    let areas = reader.folder("areas", |area: &Area| area.id.as_str());
    let mut tracks = reader.folder("roles", |track: &Track| track.role.id());
    tracks.sort_by_key(|track| Role::ALL.iter().position(|role| *role == track.role));
    reader.strays();
    match head {
        Some(head) if reader.errors.is_empty() => Ok(Pack {
            edition: head.edition,
            date: head.date,
            numbers_checked: head.numbers_checked,
            standing: head.standing,
            actions,
            tracks,
            conditions: conditions.condition,
            questions: questions.question,
            red_list: red_list.red_list,
            nations: nations.nation,
            topics,
            sign_groups: indicators.group,
            pointers: indicators.pointer,
            signs: indicators.sign,
            matters: asked.matter,
            form: Packed::of(&form.page),
            contacts: contacts.contact,
            areas,
            sources: sources.source,
            bank_holidays: holidays.bank_holiday,
        }),
        // Without a head there is an error that says why.
        _ => Err(LoadErrors(reader.errors)),
    }
}

struct Reader<'a> {
    dir: &'a Path,
    errors: Vec<LoadError>,
}

impl Reader<'_> {
    fn file<T: DeserializeOwned>(&mut self, path: &Path) -> Option<T> {
        let text = match fs::read_to_string(self.dir.join(path)) {
            Ok(text) => text,
            Err(source) => {
                self.errors.push(LoadError::Read { path: path.into(), source });
                return None;
            }
        };
        match toml::from_str(&text) {
            Ok(value) => Some(value),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                let line = text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
                self.errors.push(LoadError::Parse { path: path.into(), line, what: error.message().to_owned() });
                None
            }
        }
    }

    /// One value a file, in the order of the names. The id of each must be the name of its file.
    fn folder<T: DeserializeOwned>(&mut self, folder: &str, id: impl Fn(&T) -> &str) -> Vec<T> {
        let mut values = Vec::new();
        for path in self.toml_files(Path::new(folder)) {
            let Some(value) = self.file::<T>(&path) else { continue };
            if path.file_stem().is_none_or(|stem| stem != id(&value)) {
                self.errors.push(LoadError::Name { path, id: id(&value).to_owned() });
                continue;
            }
            values.push(value);
        }
        values
    }

    fn toml_files(&mut self, folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.dir.join(folder)).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        match entries {
            Ok(entries) => {
                let names = entries.into_iter().map(|entry| folder.join(entry.file_name()));
                let mut files: Vec<PathBuf> =
                    names.filter(|path| path.extension().is_some_and(|e| e == "toml")).collect();
                files.sort();
                files
            }
            Err(source) => {
                self.errors.push(LoadError::Read { path: folder.into(), source });
                Vec::new()
            }
        }
    }

    fn strays(&mut self) {
        for path in self.toml_files(Path::new("")) {
            if !FILES.iter().any(|file| Path::new(file) == path) {
                self.errors.push(LoadError::Stray { path });
            }
        }
    }
}
