//! Verified copies of the store, and the folder beside it that holds those made by themselves.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};

use super::create::Aside;
use super::error::{Result, StoreError, sorted};
use super::verify::Heads;
use super::{Access, Store};
use crate::model::Day;

/// How many daily, weekly and monthly backups stay.
const KEPT: [usize; 3] = [7, 5, 12];

/// How many of those made before something stay.
const KEPT_BEFORE: usize = 10;

/// Why a backup was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Occasion {
    /// The first study of a day.
    Daily,
    /// Before the store was brought up to date.
    Migration,
    /// Before reviews of another program came in.
    Import,
    /// Before the log of another machine came in.
    Merge,
    /// Before the state was computed anew.
    Repair,
    /// Before another backup was put in its place.
    Restore,
}

impl Occasion {
    const ALL: [Self; 6] = [Self::Daily, Self::Migration, Self::Import, Self::Merge, Self::Repair, Self::Restore];

    /// Returns how it is written in a file name.
    const fn word(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Migration => "before-migration",
            Self::Import => "before-import",
            Self::Merge => "before-merge",
            Self::Repair => "before-repair",
            Self::Restore => "before-restore",
        }
    }
}

/// A backup in the folder beside a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The study day on which it was made.
    pub day: Day,
    /// Why.
    pub occasion: Occasion,
    /// As its how-manieth of that day, from 1.
    pub number: u32,
    /// The file.
    pub path: PathBuf,
}

/// Returns the folder with the backups of a store.
fn folder(store: &Path) -> PathBuf {
    store.with_extension("backups")
}

/// Returns the backups of a store, the newest first.
pub fn backups(store: &Path) -> Vec<Backup> {
    let Ok(entries) = fs_err::read_dir(folder(store)) else { return Vec::new() };
    let mut found: Vec<Backup> = entries.flatten().filter_map(|entry| read(entry.path())).collect();
    found.sort_by_key(|backup| std::cmp::Reverse((backup.day, backup.number, backup.occasion)));
    found
}

/// Returns the newest backup of a store that holds together.
pub fn newest_good(store: &Path) -> Option<PathBuf> {
    let is_good = |backup: &Backup| {
        let opened = Store::on(&backup.path, Access::Read);
        opened.and_then(|store| store.faults()).is_ok_and(|faults| faults.is_empty())
    };
    backups(store).into_iter().find(is_good).map(|backup| backup.path)
}

/// Reads the name of a backup: `2024-03-01-daily.db`, `2024-03-01-before-import-2.db`.
fn read(path: PathBuf) -> Option<Backup> {
    let name = path.file_name()?.to_str()?.strip_suffix(".db")?;
    let day = name.get(..10)?.parse().ok()?;
    let rest = name.get(11..)?;
    let number = |tail: &str| if tail.is_empty() { Some(1) } else { tail.strip_prefix('-')?.parse().ok() };
    let (occasion, number) = Occasion::ALL
        .into_iter()
        .find_map(|occasion| Some((occasion, number(rest.strip_prefix(occasion.word())?)?)))?;
    Some(Backup { day, occasion, number, path })
}

impl Store {
    /// Copies the whole store into a new file, opens the copy, checks it and compares its log.
    ///
    /// # Errors
    /// If the copy cannot be written, or does not hold together; nothing is left of it then.
    pub fn copy_to(&self, target: &Path) -> Result<()> {
        self.copy_aside(target, None)?.put_new(target)
    }

    /// Makes a backup in the folder beside the store, checked as by [`Store::copy_to`], and thins
    /// the older ones.
    ///
    /// # Errors
    /// As [`Store::copy_to`].
    pub fn back_up(&self, occasion: Occasion, today: Day) -> Result<PathBuf> {
        self.back_up_after(occasion, today, None)
    }

    /// The same with the log checked only after rows that were checked before, if any are given.
    fn back_up_after(&self, occasion: Occasion, today: Day, checked: Option<&Heads>) -> Result<PathBuf> {
        let folder = folder(&self.path);
        make_private(&folder)?;
        let name = |number: u32| match number {
            1 => folder.join(format!("{today}-{}.db", occasion.word())),
            _ => folder.join(format!("{today}-{}-{number}.db", occasion.word())),
        };
        let path =
            (1..).map(name).find_map(|path| self.copied(path, checked).transpose()).unwrap_or_else(|| Ok(name(0)))?;
        for superfluous in thinned(&backups(&self.path)) {
            // One too many is no harm.
            let _ = fs_err::remove_file(&superfluous.path);
        }
        Ok(path)
    }

    /// Copies the store to `path` unless there is something, also what another program put there
    /// meanwhile.
    fn copied(&self, path: PathBuf, checked: Option<&Heads>) -> Result<Option<PathBuf>> {
        if path.exists() {
            return Ok(None);
        }
        match self.copy_aside(&path, checked).and_then(|aside| aside.put_new(&path)) {
            Ok(()) => Ok(Some(path)),
            Err(StoreError::File(error)) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Makes today's backup if none was made today and anything is in the log. The first of a week is
    /// checked whole; the others from where the one before them ends, which takes no longer after years.
    ///
    /// # Errors
    /// As [`Store::copy_to`].
    pub fn back_up_daily(&self, today: Day) -> Result<Option<PathBuf>> {
        let known = backups(&self.path);
        let of_today = known.iter().any(|backup| backup.occasion == Occasion::Daily && backup.day == today);
        if of_today || self.heads()?.is_empty() {
            return Ok(None);
        }
        let before = known.iter().find(|backup| backup.occasion == Occasion::Daily && week(backup.day) == week(today));
        let checked = before.and_then(|backup| self.checked_by(backup));
        self.back_up_after(Occasion::Daily, today, checked.as_ref()).map(Some)
    }

    /// Returns where the log of a backup ends, if this one has all of it.
    fn checked_by(&self, backup: &Backup) -> Option<Heads> {
        let heads = Self::on(&backup.path, Access::Read).and_then(|copy| copy.heads()).ok()?;
        let held = heads.iter().all(|head| self.has(head).unwrap_or(false));
        held.then(|| heads.into_iter().map(|(device, seq, chain)| (device, (seq, chain))).collect())
    }

    /// Copies the store beside `target` and checks the copy: whole, or after rows that were checked
    /// before.
    pub(super) fn copy_aside(&self, target: &Path, checked: Option<&Heads>) -> Result<Aside> {
        let heads = self.heads()?;
        let aside = Aside::beside(target)?;
        self.sorted(self.connection.backup("main", aside.path(), None))?;
        alone(aside.path()).map_err(|source| sorted(target, source))?;
        let copy = Self::on(aside.path(), Access::Read)?;
        let damaged = |reason: String| StoreError::Damaged { path: target.to_owned(), reason };
        let faults = checked.map_or_else(|| copy.faults(), |checked| copy.faults_after(checked))?;
        if let Some(fault) = faults.into_iter().next() {
            return Err(damaged(fault));
        }
        for head in &heads {
            if !copy.has(head)? {
                return Err(damaged("its log is not that of the store".into()));
            }
        }
        Ok(aside)
    }

    /// Returns the last event of each device: its name, its number, and the chain value, which
    /// stands for every event before it.
    fn heads(&self) -> Result<Vec<Head>> {
        let read = || -> rusqlite::Result<Vec<Head>> {
            let mut statement = self.connection.prepare(
                "select d.name, l.seq, l.chain from device d join log l on l.device = d.id \
                 where l.seq = (select max(seq) from log where device = d.id)",
            )?;
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
        };
        self.sorted(read())
    }

    fn has(&self, (device, seq, chain): &Head) -> Result<bool> {
        let found: rusqlite::Result<Option<[u8; 16]>> = self
            .connection
            .query_row(
                "select l.chain from log l join device d on d.id = l.device where d.name = ?1 and l.seq = ?2",
                (device, seq),
                |row| row.get(0),
            )
            .optional();
        Ok(self.sorted(found)?.as_ref() == Some(chain))
    }
}

type Head = ([u8; 16], i64, [u8; 16]);

const fn week(day: Day) -> i32 {
    day.0.div_euclid(7)
}

/// Makes a copy one file that needs nothing beside it, also where nothing may be written.
fn alone(path: &Path) -> rusqlite::Result<()> {
    let copy = Connection::open(path)?;
    copy.query_row("pragma journal_mode=delete", [], |_| Ok(()))?;
    copy.close().map_err(|(_, error)| error)
}

/// Makes a folder for its owner only, unless it is there.
fn make_private(folder: &Path) -> Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let named = |error: std::io::Error| std::io::Error::new(error.kind(), format!("{}: {error}", folder.display()));
    match builder.create(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(named(error).into()),
        _ => Ok(()),
    }
}

/// Returns the backups that may go: all daily ones but the last of the latest seven days, five
/// weeks and twelve months that have any, and of the others all but the latest ten. `backups` come
/// newest first.
fn thinned(backups: &[Backup]) -> Vec<&Backup> {
    let (daily, before): (Vec<&Backup>, Vec<&Backup>) =
        backups.iter().partition(|backup| backup.occasion == Occasion::Daily);
    let spans: [fn(Day) -> i64; 3] = [|day| day.0.into(), |day| i64::from(day.0 + 3).div_euclid(7), month];
    let mut kept = BTreeSet::new();
    for (span, most) in spans.iter().zip(KEPT) {
        let mut seen = BTreeSet::new();
        for (index, backup) in daily.iter().enumerate() {
            if seen.len() < most && seen.insert(span(backup.day)) {
                kept.insert(index);
            }
        }
    }
    let spare = daily.into_iter().enumerate().filter(|(index, _)| !kept.contains(index)).map(|(_, backup)| backup);
    spare.chain(before.into_iter().skip(KEPT_BEFORE)).collect()
}

/// Returns the number of a day's month, counted from the year 0.
fn month(day: Day) -> i64 {
    use chrono::Datelike;
    let date = day.date();
    i64::from(date.year()) * 12 + i64::from(date.month0())
}

#[cfg(test)]
mod tests {
    use super::super::open::tests::new_store;
    use super::*;
    use crate::model::{EventBody, Moment};

    fn daily(day: i32) -> Backup {
        Backup { day: Day(day), occasion: Occasion::Daily, number: 1, path: PathBuf::new() }
    }

    #[test]
    fn after_two_years_of_days_the_last_days_weeks_and_months_are_left() {
        let mut kept: Vec<Backup> = Vec::new();
        for day in 20_000..20_730 {
            kept.insert(0, daily(day));
            let gone: Vec<Backup> = thinned(&kept).into_iter().cloned().collect();
            kept.retain(|backup| !gone.contains(backup));
        }
        let days: Vec<i32> = kept.iter().map(|backup| backup.day.0).collect();
        assert!(days.starts_with(&[20_729, 20_728, 20_727, 20_726, 20_725, 20_724, 20_723]), "{days:?}");
        assert!((20..=23).contains(&days.len()), "{days:?}");
        assert!(days.last().is_some_and(|oldest| 20_729 - oldest > 300), "a year back: {days:?}");
    }

    #[test]
    fn of_the_backups_before_something_the_latest_stay_and_days_do_not_push_them_out() {
        let before = |number| Backup { occasion: Occasion::Merge, number, ..daily(5) };
        let all: Vec<Backup> = (1..=15).rev().map(before).chain([daily(4)]).collect();
        let gone: Vec<u32> = thinned(&all).into_iter().map(|backup| backup.number).collect();
        assert_eq!(gone, [5, 4, 3, 2, 1]);
    }

    #[test]
    fn a_backup_is_found_by_its_name_and_nothing_else_is() {
        let read = |name: &str| {
            read(PathBuf::from(name)).map(|backup| (backup.day.to_string(), backup.occasion, backup.number))
        };
        assert_eq!(read("x/2024-03-01-daily.db"), Some(("2024-03-01".into(), Occasion::Daily, 1)));
        assert_eq!(read("2024-03-01-before-import-12.db"), Some(("2024-03-01".into(), Occasion::Import, 12)));
        for name in ["2024-03-01.db", "2024-03-01-daily.db-wal", "2024-13-01-daily.db", "2024-03-01-dailyx.db", "é.db"]
        {
            assert_eq!(read(name), None, "{name}");
        }
    }

    #[test]
    fn a_daily_backup_is_made_once_a_day_and_holds_the_log() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = new_store(&folder.path().join("a.db"));
        assert_eq!(store.back_up_daily(Day(1)).unwrap(), None, "there is nothing to lose yet");
        let at = Moment { at_ms: 0, offset_min: 0, zone: "UTC".into(), day: Day(1) };
        let body = EventBody::Setting { key: "a".into(), value: "b".into() };
        store.append(body.clone(), &at).unwrap();
        let made = store.back_up_daily(Day(1)).unwrap().unwrap();
        assert_eq!(store.back_up_daily(Day(1)).unwrap(), None);
        store.append(body, &at).unwrap();
        assert!(store.back_up_daily(Day(2)).unwrap().is_some());
        let copy = Store::open(&made, Access::Read, [0; 16], 0).unwrap();
        assert_eq!(copy.events().unwrap().len(), 1);
        assert_eq!(backups(store.path()).len(), 2);
        assert_eq!(newest_good(store.path()), Some(backups(store.path())[0].path.clone()));
    }

    #[test]
    fn a_backup_checks_what_was_added_since_the_last_one_and_once_a_week_everything() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = new_store(&folder.path().join("a.db"));
        let at = Moment { at_ms: 0, offset_min: 0, zone: "UTC".into(), day: Day(7) };
        let append = |store: &mut Store| {
            store.append(EventBody::Setting { key: "a".into(), value: "b".into() }, &at).unwrap().0.key.seq
        };
        let first = append(&mut store);
        store.back_up_daily(Day(7)).unwrap().unwrap();
        let second = append(&mut store);
        let spoil = |store: &Store, seq: u64, text: &str| {
            let trigger = "create trigger log_is_never_changed before update on log begin select raise(abort, ''); end";
            let update = format!("update log set text = '{text}' where seq = {seq}");
            store.connection.execute_batch(&format!("drop trigger log_is_never_changed; {update}; {trigger}")).unwrap();
        };
        spoil(&store, second, "c");
        assert!(store.back_up_daily(Day(8)).unwrap_err().to_string().contains("log row 2"), "an added row");
        spoil(&store, second, "a");
        spoil(&store, first, "c");
        assert!(store.back_up_daily(Day(9)).unwrap().is_some(), "checked on the first day");
        assert!(store.back_up_daily(Day(14)).unwrap_err().to_string().contains("log row 1"), "another week");
    }

    #[test]
    fn backups_made_at_once_all_find_a_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        new_store(&path).close().unwrap();
        std::thread::scope(|scope| {
            for _ in 0..6 {
                scope.spawn(|| Store::on(&path, Access::Read).unwrap().back_up(Occasion::Merge, Day(1)).unwrap());
            }
        });
        assert_eq!(backups(&path).len(), 6);
    }

    #[test]
    fn a_damaged_backup_is_passed_over_for_an_older_good_one() {
        let folder = tempfile::tempdir().unwrap();
        let store = new_store(&folder.path().join("a.db"));
        let older = store.back_up(Occasion::Merge, Day(1)).unwrap();
        let newer = store.back_up(Occasion::Merge, Day(2)).unwrap();
        fs_err::OpenOptions::new().write(true).open(newer).unwrap().set_len(5_000).unwrap();
        assert_eq!(newest_good(store.path()), Some(older));
    }
}
