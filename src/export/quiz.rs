//! Questions for teachers: GIFT and Aiken, the two plain forms that Moodle and others read.

use crate::model::{Direction, Question};

/// The longest answer that is asked as a short answer, in characters.
const LONGEST_SHORT: usize = 100;

/// Letters by which Aiken names options.
const LETTERS: [char; 8] = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];

/// Returns a question in GIFT: with its options, or as a short answer; nothing for one that is
/// neither (a list, steps, a long answer).
pub fn gift(question: &Question) -> Option<String> {
    let answers: String = if question.choices.len() > 1 {
        let sign = |choice: &String| if *choice == question.answer { '=' } else { '~' };
        let lines = question.choices.iter().map(|choice| format!("\n  {}{}", sign(choice), gift_text(choice)));
        lines.collect()
    } else if is_short(question) {
        let forms = std::iter::once(&question.answer).chain(&question.accepted);
        let mut seen: Vec<&String> = Vec::new();
        forms.for_each(|form| {
            if !seen.contains(&form) {
                seen.push(form);
            }
        });
        seen.into_iter().map(|form| format!("\n  ={}", gift_text(form))).collect()
    } else {
        return None;
    };
    let source = format!("{}:{}", question.source.path, question.source.line).replace(['\n', '\r'], " ");
    let prompt = gift_text(&with_context(question));
    Some(format!("// {source}\n::{}::{prompt} {{{answers}\n}}\n\n", question.id))
}

/// Returns the line by which GIFT begins a category.
pub fn gift_category(deck: &str) -> String {
    format!("$CATEGORY: {}\n\n", deck.replace(['\n', '\r'], " "))
}

/// Returns a question in Aiken; nothing for one without options.
pub fn aiken(question: &Question) -> Option<String> {
    let choices = &question.choices;
    let key = choices.iter().position(|choice| *choice == question.answer)?;
    if choices.len() < 2 || choices.len() > LETTERS.len() {
        return None;
    }
    let options: String =
        choices.iter().zip(LETTERS).map(|(choice, letter)| format!("{letter}. {}\n", one_line(choice))).collect();
    Some(format!("{}\n{options}ANSWER: {}\n\n", one_line(&with_context(question)), LETTERS[key]))
}

/// A prompt, with the last heading above it where it has one.
fn with_context(question: &Question) -> String {
    match question.context.last() {
        Some(heading) if !question.authored => format!("{heading}: {}", question.prompt),
        _ => question.prompt.clone(),
    }
}

fn is_short(question: &Question) -> bool {
    let single = !matches!(question.direction, Direction::List | Direction::Order) && question.items.is_empty();
    single && question.answer.chars().count() <= LONGEST_SHORT && !question.answer.contains('\n')
}

/// Text in which GIFT finds none of its signs.
fn gift_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '~' | '=' | '#' | '{' | '}' | ':' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{notes, questions};

    fn question(text: &str) -> Question {
        let note = notes::note("n.md", "n.md", text.as_bytes()).unwrap();
        questions::generate(&[note]).questions.remove(0)
    }

    #[test]
    fn a_short_answer_is_written_with_its_other_forms_and_no_sign_of_its_own() {
        let plain = question("Q: What is {2 = 2}: ~x?\nA: a#b\n");
        let written = gift(&plain).unwrap();
        let expected = format!("// n.md:1\n::{}::What is \\{{2 \\= 2\\}}\\: \\~x? {{\n  =a\\#b\n}}\n\n", plain.id);
        assert_eq!(written, expected);
        assert_eq!(aiken(&plain), None);
    }

    #[test]
    fn options_are_written_with_the_key_among_them() {
        let mut asked = question("Q: Capital of France?\nA: Paris\n");
        asked.choices = vec!["Rome".into(), "Paris".into(), "Oslo".into()];
        assert!(gift(&asked).unwrap().ends_with("? {\n  ~Rome\n  =Paris\n  ~Oslo\n}\n\n"));
        assert_eq!(aiken(&asked).unwrap(), "Capital of France?\nA. Rome\nB. Paris\nC. Oslo\nANSWER: B\n\n");
    }

    #[test]
    fn lists_and_long_answers_are_neither() {
        let list = question("Q: Which?\nA:\n- one\n- two\n");
        let long = question(&format!("Q: Why?\nA: {}\n", "word ".repeat(40)));
        assert_eq!((gift(&list), gift(&long)), (None, None));
    }
}
