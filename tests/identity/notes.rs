//! Notes as facts in sections, so that a test knows which fact a question came from, whatever is
//! done to the text.

/// A number that a fact keeps through every edit.
pub(crate) type Tag = u32;

/// How the facts of a section are written down.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Form {
    /// A table with these headers.
    Table(Vec<String>),
    /// `- **Term**: description`
    Terms,
    /// A sentence of its own paragraph: subject, and the rest.
    Sentences,
    /// `Q:` and `A:`
    Cards,
}

/// One fact: the cells of a row, a term and its description, a question and its answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fact {
    pub(crate) tag: Tag,
    pub(crate) cells: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Section {
    pub(crate) heading: String,
    pub(crate) form: Form,
    pub(crate) facts: Vec<Fact>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Note {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) sections: Vec<Section>,
}

/// How notes are put into bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    pub(crate) width: usize,
    pub(crate) crlf: bool,
    pub(crate) decomposed: bool,
    pub(crate) above: &'static str,
}

pub(crate) const PLAIN: Look = Look { width: 70, crlf: false, decomposed: false, above: "" };

impl Note {
    /// Returns the text, and for each line the fact it belongs to.
    pub(crate) fn text(&self, look: Look) -> (String, Vec<Option<Tag>>) {
        let mut lines: Vec<(String, Option<Tag>)> = look.above.lines().map(|line| (line.to_owned(), None)).collect();
        lines.push((format!("# {}", self.title), None));
        for section in &self.sections {
            lines.extend([(String::new(), None), (format!("## {}", section.heading), None), (String::new(), None)]);
            if let Form::Table(headers) = &section.form {
                lines.push((row(headers), None));
                lines.push((row(&vec!["---".to_owned(); headers.len()]), None));
            }
            section.facts.iter().for_each(|fact| fact.write(&section.form, look.width, &mut lines));
        }
        let tags = lines.iter().map(|(_, tag)| *tag).collect();
        let end = if look.crlf { "\r\n" } else { "\n" };
        let text: String = lines.into_iter().map(|(line, _)| line + end).collect();
        (if look.decomposed { unicode_normalization::UnicodeNormalization::nfd(&*text).collect() } else { text }, tags)
    }
}

impl Fact {
    fn write(&self, form: &Form, width: usize, lines: &mut Vec<(String, Option<Tag>)>) {
        let tag = Some(self.tag);
        match form {
            Form::Table(_) => lines.push((row(&self.cells), tag)),
            Form::Terms => lines.push((format!("- **{}**: {}", self.cells[0], self.cells[1]), tag)),
            Form::Cards => {
                lines.push((format!("Q: {}", self.cells[0]), tag));
                lines.extend([(format!("A: {}", self.cells[1]), tag), (String::new(), None)]);
            }
            Form::Sentences => {
                let text = format!("{} {}", self.cells[0], self.cells[1]);
                lines.extend(wrapped(&text, width).into_iter().map(|line| (line, tag)));
                lines.push((String::new(), None));
            }
        }
    }
}

fn row(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().unwrap();
        if !last.is_empty() && last.len() + word.len() >= width {
            lines.push(word.to_owned());
        } else {
            *last = if last.is_empty() { word.to_owned() } else { format!("{last} {word}") };
        }
    }
    lines
}

/// Builds the notes: each section as heading, form and lines of cells parted by ` / `.
pub(crate) fn library() -> Vec<Note> {
    let mut tag = 0;
    let mut fact = |line: &str| {
        tag += 1;
        Fact { tag, cells: line.split(" / ").map(str::to_owned).collect() }
    };
    let mut section = |heading: &str, form: Form, lines: &[&str]| Section {
        heading: heading.into(),
        form,
        facts: lines.iter().map(|line| fact(line)).collect(),
    };
    let table = |headers: &[&str]| Form::Table(headers.iter().map(|header| (*header).to_owned()).collect());
    let note =
        |name: &str, title: &str, sections: Vec<Section>| Note { name: name.into(), title: title.into(), sections };
    vec![
        note(
            "biology.md",
            "The plant",
            vec![
                section(
                    "Organs",
                    table(&["Organ", "Function", "Tissue"]),
                    &[
                        "Root / takes up water and minerals / cortex",
                        "Stem / carries water upward to the leaves / xylem",
                        "Leaf / makes sugar out of light and air / mesophyll",
                        "Flower / attracts insects for pollination / epidermis",
                        "Stomata / let gases in and out of the leaf / guard cells",
                    ],
                ),
                section(
                    "Processes",
                    Form::Terms,
                    &[
                        "Photosynthesis / building sugar from carbon dioxide and water in the light",
                        "Transpiration / loss of water vapour through the pores of a leaf",
                        "Germination / the first growth of a seed after it took up water",
                        "Respiration / release of energy from sugar with oxygen",
                    ],
                ),
            ],
        ),
        note(
            "kitchen.md",
            "In the kitchen",
            vec![
                section(
                    "Cuts",
                    Form::Terms,
                    &[
                        "Julienne / thin strips as long as a match",
                        "Brunoise / tiny dice cut from thin strips",
                        "Chiffonade / leaves rolled up and sliced into ribbons",
                        "Sauté / frying quickly in little fat over high heat",
                    ],
                ),
                section(
                    "Sauces",
                    table(&["Sauce", "Base", "Goes with"]),
                    &[
                        "Béchamel / milk thickened with roux / lasagne and gratins",
                        "Velouté / light stock thickened with roux / poached chicken",
                        "Hollandaise / egg yolk beaten with warm butter / asparagus and eggs",
                        "Espagnole / brown stock with roasted bones / braised beef",
                    ],
                ),
            ],
        ),
        note(
            "network.md",
            "Networks",
            vec![
                section(
                    "Protocols",
                    table(&["Protocol", "Purpose"]),
                    &[
                        "DNS / turns host names into addresses",
                        "DHCP / hands out addresses to new machines",
                        "NTP / keeps the clocks of machines together",
                        "SMTP / carries mail from server to server",
                        "SNMP / reads counters from switches and routers",
                    ],
                ),
                section(
                    "Devices",
                    Form::Sentences,
                    &[
                        "A router / is a device that passes packets from one network to another by their address.",
                        "A firewall / is a filter that lets only wanted traffic through to the machines behind it.",
                        "A repeater / is a device that amplifies a weak signal so that it reaches further along the cable.",
                        "A load balancer / is a service that spreads requests evenly over several machines.",
                    ],
                ),
            ],
        ),
        note(
            "history.md",
            "Rome",
            vec![
                section(
                    "The republic",
                    Form::Cards,
                    &[
                        "Who were the highest magistrates of the republic? / the two consuls",
                        "Which assembly advised the magistrates? / the senate",
                        "Who spoke for the common people? / the tribunes of the plebs",
                        "Which war made Carthage pay tribute for fifty years? / the second Punic war",
                    ],
                ),
                section(
                    "The empire",
                    Form::Cards,
                    &[
                        "Which emperor split the realm into four parts? / Diocletian",
                        "Which wall guarded the north of Britain? / Hadrian's wall",
                        "Which road led from Rome to Brundisium? / the Via Appia",
                    ],
                ),
            ],
        ),
        note(
            "french.md",
            "Vocabulaire",
            vec![
                section(
                    "À table",
                    table(&["French", "English"]),
                    &[
                        "la fourchette / the fork", "la cuillère / the spoon", "le gâteau / the cake",
                        "la crème fraîche / the sour cream", "le café / the coffee",
                    ],
                ),
                section(
                    "En ville",
                    table(&["French", "English"]),
                    &[
                        "la gare / the station", "la mairie / the town hall", "le théâtre / the theatre",
                        "l'hôpital / the hospital",
                    ],
                ),
            ],
        ),
        note(
            "law.md",
            "Contracts",
            vec![
                section(
                    "Making a contract",
                    Form::Terms,
                    &[
                        "Offer / a statement of the terms on which someone is willing to be bound",
                        "Acceptance / unconditional agreement to every term of an offer",
                        "Consideration / what each party gives in return for the promise of the other",
                        "Capacity / the legal ability to enter into an agreement",
                    ],
                ),
                section(
                    "Ending a contract",
                    Form::Sentences,
                    &[
                        "Frustration / is the end of a contract through an event that nobody is to blame for.",
                        "Rescission / is the setting aside of a contract as if it had never been made.",
                        "Novation / is the replacement of one party by another with the consent of all.",
                    ],
                ),
            ],
        ),
    ]
}

/// Facts that are in no note yet, by number of cells: for rows put in, and replaced.
pub(crate) const RESERVE: [&str; 8] = [
    "Bark / shields the trunk against frost and fire / cork",
    "Gravitropism / growth along the pull of the earth",
    "Roux / flour cooked in butter",
    "Proxy / fetches pages on behalf of others",
    "Lien / a right to keep goods until a debt is paid",
    "Blanching / dipping briefly into boiling water",
    "Tuber / stores starch below the ground / parenchyma",
    "Estoppel / being held to what one has led others to believe",
];
