//! `askback config`: every setting, its value and where that comes from.

use std::process::ExitCode;

use serde::Serialize;

use super::settings::{Key, Origin, Settings, Value};
use super::{Done, World};
use crate::cli::Config;
use crate::error::Problem;

#[derive(Serialize)]
struct Document {
    schema_version: u32,
    path: Option<String>,
    settings: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    deck: Option<String>,
    value: Option<serde_json::Value>,
    from: String,
    meaning: &'static str,
}

pub(super) fn run(args: Config, world: &mut World<'_>) -> Done {
    let settings = world.settings().clone();
    let path = settings.path.as_ref().map(|path| path.to_string_lossy().into_owned());
    if args.template {
        template().lines().try_for_each(|line| world.say(line))?;
    } else if args.json {
        let settings = rows(&settings);
        world.json(&Document { schema_version: 1, path, settings })?;
    } else if args.path {
        let path = path
            .ok_or_else(|| Problem::failed("no home folder to keep settings in").hinted("name a file with --config"))?;
        world.say(&path)?;
    } else {
        tell(&settings, path.as_deref(), world)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Shows the settings in aligned columns.
fn tell(settings: &Settings, path: Option<&str>, world: &mut World<'_>) -> Result<(), Problem> {
    let there = settings.path.as_ref().is_some_and(|path| path.exists());
    let note = if there { "" } else { "  (not there; `askback config --template` prints one to begin with)" };
    world.prose(&format!("Settings: {}{note}", path.unwrap_or("-")))?;
    let lines: Vec<(String, String, String)> = rows(settings)
        .into_iter()
        .map(|row| (named(&row), row.value.map_or_else(|| "-".to_owned(), |value| value.to_string()), row.from))
        .collect();
    let width = |column: &dyn Fn(&(String, String, String)) -> usize| lines.iter().map(column).max().unwrap_or(0);
    let (name, value) = (width(&|line| line.0.chars().count()), width(&|line| line.1.chars().count()).min(40));
    lines.iter().try_for_each(|line| world.prose(&format!("{:<name$}  {:<value$}  {}", line.0, line.1, line.2)))?;
    world.prose("What each means:  askback config --template")
}

fn named(row: &Row) -> String {
    match &row.deck {
        Some(deck) => format!("deck.\"{deck}\".{}", row.name),
        None => row.name.clone(),
    }
}

/// Returns every setting, then those that decks have of their own.
fn rows(settings: &Settings) -> Vec<Row> {
    let row = |key: Key, deck: Option<&str>, name: String| {
        let (value, from) =
            settings.value(key, deck).map_or((None, Origin::Default), |(value, from)| (Some(value), from));
        Row {
            name,
            deck: deck.map(str::to_owned),
            value: value.map(plain),
            from: from.to_string(),
            meaning: key.about().meaning,
        }
    };
    let everywhere = Key::all().filter(|key| *key != Key::Cards).map(|key| row(key, None, key.full_name()));
    let of_deck = settings
        .decks()
        .flat_map(|(deck, keys)| keys.into_iter().map(move |key| row(key, Some(deck), key.about().name.to_owned())));
    everywhere.chain(of_deck).collect()
}

/// Returns a value as JSON has it, which for these is as TOML has it.
fn plain(value: Value) -> serde_json::Value {
    match value {
        Value::Number(number) => number.into(),
        Value::Switch(on) => on.into(),
        Value::Text(text) => text.into(),
        Value::List(words) => words.into(),
    }
}

/// Returns a file that sets nothing and names everything, each with its default.
fn template() -> String {
    let mut text = String::from("# What askback does unless told otherwise. Take the # away to change a line.\n");
    let mut table = "";
    for key in Key::all().filter(|key| *key != Key::Cards) {
        let about = key.about();
        if about.table != table {
            table = about.table;
            text.push_str(&format!("\n[{table}]\n"));
        }
        let value = about.default.as_ref().map_or_else(|| "\"...\"".to_owned(), Value::to_string);
        text.push_str(&format!("# {}\n# {} = {value}\n", about.meaning, about.name));
    }
    let of_deck: Vec<String> =
        Key::all().filter(|key| key.about().of_deck).map(|key| format!("`{}`", key.about().name)).collect();
    text.push_str(&format!(
        "\n# A deck, or a folder of decks, may have its own: {}.\n# [deck.\"biology/cells\"]\n# cards = false\n",
        of_deck.join(", ")
    ));
    text
}
