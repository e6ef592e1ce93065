//! What the readers of sentences and the phrasing of questions know of English: a closed
//! list of verbs, number, and the small words.

/// Verbs of notes in their base form. A closed list: what is not here is not read as a verb.
const VERBS: &[&str] = &[
    "absorb", "accelerate", "accept", "access", "achieve", "act", "activate", "adapt", "add", "address", "adjust",
    "affect", "aggregate", "aim", "allocate", "allow", "analyze", "analyse", "answer", "apply", "approve", "arise",
    "arrange", "assemble", "assess", "assign", "attach", "attack", "attempt", "attract", "audit", "authenticate",
    "authorize", "automate", "balance", "become", "begin", "belong", "bind", "block", "break", "bridge", "bring",
    "build", "bundle", "cache", "calculate", "call", "capture", "carry", "catch", "cause", "change", "check", "choose",
    "classify", "clean", "collaborate", "collect", "combine", "communicate", "compare", "compile", "compress",
    "compute", "concern", "configure", "connect", "conserve", "consist", "constrain", "consume", "contain", "contract",
    "contrast", "contribute", "control", "convert", "convey", "coordinate", "copy", "correct", "cover", "create",
    "deal", "decide", "declare", "decompose", "decrease", "define", "delay", "delete", "deliver", "demand", "denote",
    "depend", "deploy", "derive", "describe", "destroy", "detect", "determine", "develop", "digest", "direct",
    "discover", "display", "distinguish", "distribute", "divide", "drain", "drive", "elect", "eliminate", "emit",
    "emphasize", "enable", "encapsulate", "encode", "encourage", "encrypt", "end", "enforce", "enhance", "ensure",
    "enter", "establish", "evaluate", "examine", "exchange", "execute", "exist", "expand", "explain", "expose",
    "express", "extend", "extract", "facilitate", "favor", "favour", "feed", "fetch", "fight", "filter", "find",
    "flow", "focus", "follow", "form", "foster", "generate", "get", "give", "govern", "grant", "group", "grow",
    "guarantee", "guard", "guide", "handle", "hold", "host", "identify", "illustrate", "implement", "import",
    "improve", "include", "increase", "indicate", "induce", "inform", "inherit", "inhibit", "initiate", "inspect",
    "install", "integrate", "interact", "interpret", "introduce", "investigate", "invoke", "involve", "isolate",
    "issue", "join", "keep", "kill", "lack", "lead", "learn", "let", "limit", "link", "list", "listen", "load",
    "locate", "log", "lower", "maintain", "make", "manage", "manipulate", "map", "mark", "match", "maximize", "mean",
    "measure", "mediate", "merge", "minimize", "mix", "model", "modify", "monitor", "mount", "move", "multiply",
    "name", "need", "negotiate", "neutralize", "notify", "observe", "obtain", "occur", "offer", "open", "operate",
    "optimize", "orchestrate", "order", "organize", "oversee", "own", "package", "parse", "pass", "perform", "permit",
    "persist", "place", "plan", "point", "predict", "prepare", "prescribe", "present", "preserve", "prevent", "print",
    "process", "produce", "prohibit", "promote", "protect", "prove", "provide", "provision", "publish", "pull", "pump",
    "pursue", "push", "put", "quantify", "raise", "reach", "react", "read", "receive", "recognize", "record",
    "recover", "reduce", "refer", "reflect", "regulate", "relate", "release", "rely", "remain", "remove", "render",
    "repair", "repeat", "replace", "replicate", "report", "represent", "request", "require", "resist", "resolve",
    "respond", "restore", "restrict", "result", "retain", "retrieve", "return", "reveal", "review", "route", "rule",
    "run", "save", "scale", "scan", "schedule", "secrete", "secure", "select", "send", "separate", "serve", "set",
    "share", "show", "shift", "sign", "signal", "simplify", "simulate", "solve", "sort", "specify", "split", "spread",
    "stabilize", "standardize", "start", "state", "stimulate", "stop", "store", "strengthen", "study", "submit",
    "suggest", "summarize", "supply", "support", "suppress", "surround", "switch", "synthesize", "tag", "take",
    "target", "teach", "tell", "terminate", "test", "track", "train", "transfer", "transform", "translate", "transmit",
    "transport", "travel", "treat", "trigger", "turn", "unite", "update", "use", "validate", "vary", "verify",
    "visualize", "watch", "work", "wrap", "write", "yield",
];

/// Base forms that are as often nouns: as the first word of a phrase they count as verbs only
/// if what follows looks like their object.
const NOUN_TOO: &[&str] = &[
    "access", "act", "address", "aim", "answer", "attack", "attempt", "audit", "balance", "block", "break", "bridge",
    "bundle", "cache", "call", "capture", "cause", "change", "check", "concern", "contract", "contrast", "control",
    "copy", "cover", "deal", "delay", "demand", "design", "display", "drain", "drive", "end", "exchange", "feed",
    "fight", "filter", "flow", "focus", "form", "grant", "group", "guarantee", "guard", "guide", "handle", "hold",
    "host", "import", "increase", "decrease", "issue", "lack", "lead", "limit", "link", "list", "load", "log", "map",
    "mark", "match", "measure", "mix", "model", "monitor", "mount", "move", "name", "need", "offer", "open", "order",
    "package", "pass", "permit", "place", "plan", "point", "present", "process", "produce", "provision", "pump",
    "push", "pull", "reach", "record", "release", "repair", "repeat", "report", "request", "result", "return",
    "review", "route", "rule", "run", "scale", "scan", "schedule", "secure", "separate", "set", "share", "shift",
    "show", "sign", "signal", "sort", "split", "spread", "start", "state", "stop", "store", "study", "supply",
    "support", "switch", "tag", "target", "test", "track", "train", "transfer", "transport", "travel", "treat",
    "trigger", "turn", "update", "use", "watch", "work", "wrap", "yield", "direct", "correct", "clean", "complete",
    "express", "lower", "own", "process", "select", "approximate", "duplicate", "elaborate",
];

/// Prepositions and particles that belong to the verb before them.
const PARTICLES: &[&str] = &[
    "on", "to", "for", "with", "from", "of", "in", "into", "as", "by", "at", "about", "together", "out", "up", "down",
    "through", "over", "between", "against", "upon", "off", "away", "back", "across",
];

/// Verbs whose particle is part of their meaning.
const PHRASAL: &[(&str, &[&str])] = &[
    ("focus", &["on"]),
    ("rely", &["on"]),
    ("depend", &["on"]),
    ("consist", &["of"]),
    ("belong", &["to"]),
    ("refer", &["to"]),
    ("apply", &["to"]),
    ("lead", &["to"]),
    ("result", &["in", "from"]),
    ("deal", &["with"]),
    ("respond", &["to"]),
    ("react", &["to", "with"]),
    ("bring", &["together", "about"]),
    ("carry", &["out"]),
    ("act", &["as", "on"]),
    ("serve", &["as"]),
    ("aim", &["at", "for"]),
    ("arise", &["from"]),
    ("derive", &["from"]),
    ("connect", &["to"]),
    ("interact", &["with"]),
    ("listen", &["to", "for", "on"]),
    ("work", &["on", "with", "by"]),
    ("run", &["on", "in"]),
    ("operate", &["on", "in"]),
    ("occur", &["in", "when", "at", "during"]),
    ("relate", &["to"]),
    ("contribute", &["to"]),
    ("point", &["to"]),
    ("inherit", &["from"]),
    ("bind", &["to"]),
    ("break", &["down"]),
    ("set", &["up"]),
    ("turn", &["into", "on", "off"]),
    ("convert", &["into"]),
    ("divide", &["into"]),
    ("begin", &["with"]),
    ("end", &["with", "in"]),
    ("start", &["with"]),
    ("look", &["for", "at"]),
    ("account", &["for"]),
    ("map", &["to"]),
    ("adapt", &["to"]),
    ("attach", &["to"]),
    ("travel", &["through"]),
    ("flow", &["through", "into", "from"]),
    ("follow", &["from"]),
    ("correspond", &["to"]),
];

/// Words that name no thing and so cannot be asked about.
const STOP: &[&str] = &[
    "a", "an", "the", "of", "to", "in", "on", "for", "and", "or", "is", "are", "was", "were", "be", "been", "by",
    "with", "as", "at", "from", "that", "this", "it", "its", "their", "what", "which", "who", "whom", "how", "does",
    "do", "did", "stand", "stands", "mean", "means", "between", "into", "within", "other", "than", "not", "no", "when",
    "where", "why", "has", "have", "had", "these", "those", "can", "may", "will", "would", "should", "must",
];

/// Words at the start of a sentence or phrase that point to something said before.
const POINTERS: &[&str] = &[
    "it", "its", "they", "their", "them", "this", "that", "these", "those", "he", "she", "his", "her", "such", "here",
    "there", "former", "latter", "above", "below", "following", "we", "our", "you", "your", "i", "my", "one",
    "another", "both", "each", "some", "many", "most", "others", "other", "all", "everyone", "someone",
];

/// Tells whether a lower-case word is a verb of the list in its base form.
pub(crate) fn is_base_verb(word: &str) -> bool {
    VERBS.contains(&word)
}

/// Tells whether the word names nothing by itself.
pub(crate) fn is_stop_word(word: &str) -> bool {
    STOP.contains(&word)
}

/// Tells whether the word points back to something said before.
pub(crate) fn is_pointer(word: &str) -> bool {
    POINTERS.contains(&word)
}

/// Tells whether the word is a preposition or particle.
pub(crate) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// Returns the particle that belongs to a verb in base form, if `next` is one.
pub(crate) fn particle_of(verb: &str, next: &str) -> bool {
    PHRASAL.iter().any(|(base, particles)| *base == verb && particles.contains(&next))
}

/// Returns the base of a verb in the third person singular: `defines` gives `define`.
pub(crate) fn base_of_third(word: &str) -> Option<String> {
    let known = |base: String| is_base_verb(&base).then_some(base);
    match word {
        "does" => return Some("do".into()),
        "has" => return Some("have".into()),
        _ => {}
    }
    let stem = word.strip_suffix('s')?;
    let verbal =
        ["ise", "ize", "ify", "eive", "olve", "ate"].iter().any(|ending| stem.ends_with(ending)) && stem.len() > 5;
    let nominal = [
        "rate", "state", "date", "certificate", "candidate", "template", "plate", "climate", "estate", "aggregate",
        "exercise", "enterprise", "franchise", "phosphate", "substrate", "carbonate", "nitrate", "sulfate",
        "vertebrate", "precise", "premise", "coordinate", "delegate", "advocate", "associate", "affiliate", "graduate",
        "prize", "size",
    ]
    .iter()
    .any(|noun| stem.ends_with(noun));
    if verbal && !nominal {
        return Some(stem.to_owned());
    }
    known(stem.to_owned())
        .or_else(|| word.strip_suffix("ies").and_then(|root| known(format!("{root}y"))))
        .or_else(|| word.strip_suffix("es").and_then(|root| known(root.to_owned())))
}

/// Returns the third person singular of a base form: `carry` gives `carries`.
pub(crate) fn third_of_base(base: &str) -> String {
    let consonant_y = base.ends_with('y') && !base.ends_with("ay") && !base.ends_with("ey") && !base.ends_with("oy");
    match base {
        "be" => "is".into(),
        "have" => "has".into(),
        _ if consonant_y => format!("{}ies", &base[..base.len() - 1]),
        _ if ["s", "x", "z", "ch", "sh", "o"].iter().any(|ending| base.ends_with(ending)) => format!("{base}es"),
        _ => format!("{base}s"),
    }
}

/// How a description begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opening {
    /// A verb in its base form: `define standards`.
    BaseVerb,
    /// A verb in the third person: `filters blood`.
    ThirdVerb,
    /// A participle or adjective with what belongs to it: `open to anyone`, `used for joints`.
    Adjective,
    /// Who does something: `who files the suit`.
    Clause,
    /// `to` and a verb: `to reduce cost`.
    Infinitive,
    /// A name of a thing, or anything else.
    Noun,
}

/// Adjectives and participles that open a description and need something after them.
const ADJECTIVES: &[&str] = &[
    "open", "responsible", "able", "capable", "based", "made", "used", "located", "found", "known", "related",
    "similar", "equal", "available", "independent", "dependent", "subject", "limited", "designed", "intended",
    "optimized", "built", "written", "required", "needed", "suitable", "useful", "ideal", "prone", "resistant", "rich",
    "high", "low", "compatible", "caused", "characterized", "characterised", "associated", "bound", "composed",
    "involved", "named", "produced", "stored", "released", "secreted", "triggered", "defined", "formed", "managed",
    "controlled",
];

/// Tells how a description opens, from its first words.
pub(crate) fn opening(text: &str) -> Opening {
    let words: Vec<String> = text.split_whitespace().take(4).map(bare).collect();
    let Some(first) = words.first() else { return Opening::Noun };
    let second = words.get(1).map_or("", String::as_str);
    match first.as_str() {
        "who" | "that" | "which" | "where" | "when" | "how" | "whether" => return Opening::Clause,
        "to" if is_base_verb(second) => return Opening::Infinitive,
        _ => {}
    }
    if text.split_whitespace().next().is_some_and(|word| word.ends_with([',', ':', ';', '.'])) {
        return Opening::Noun;
    }
    let joined = matches!(second, "and" | "or")
        && words.get(2).is_some_and(|word| is_base_verb(word) && !NOUN_TOO.contains(&word.as_str()));
    if is_base_verb(first) && joined && !NOUN_TOO.contains(&first.as_str()) {
        return Opening::BaseVerb;
    }
    if is_base_verb(first) && takes_object(first, second, NOUN_TOO.contains(&first.as_str())) {
        return Opening::BaseVerb;
    }
    let joined = matches!(second, "and" | "or") && words.get(2).is_some_and(|word| base_of_third(word).is_some());
    if let Some(base) = base_of_third(first)
        && (joined || takes_object(&base, second, NOUN_TOO.contains(&base.as_str())))
        && (joined || !matches!(second, "is" | "are" | "and" | "or" | "per" | "vs"))
    {
        return Opening::ThirdVerb;
    }
    if ADJECTIVES.contains(&first.as_str()) && is_particle(second) {
        return Opening::Adjective;
    }
    Opening::Noun
}

/// Tells whether a description is a sentence of its own: a finite verb stands outside any
/// relative clause.
pub(crate) fn is_clause(text: &str) -> bool {
    let before_relative = [" that ", " which ", " who ", " whose ", " where ", " when ", ", ", " (", " by "]
        .iter()
        .filter_map(|sign| text.find(sign))
        .min()
        .map_or(text, |at| &text[..at]);
    let words: Vec<String> = before_relative.split_whitespace().map(bare).collect();
    let finite = words.iter().skip(1).any(|word| {
        matches!(
            word.as_str(),
            "is" | "are" | "was" | "were" | "has" | "have" | "can" | "must" | "should" | "will" | "may"
        )
    });
    let plural_verb = words.windows(3).any(|run| {
        let [noun, verb, next] = run else { return false };
        let plural = noun.ends_with('s') && !singular_in_s(noun, noun);
        plural && is_base_verb(verb) && (!NOUN_TOO.contains(&verb.as_str()) || takes_object(verb, next, true))
    });
    finite || plural_verb
}

/// Tells whether `next` can follow `base` used as a verb; `strict` asks for a sign of an object.
fn takes_object(base: &str, next: &str, strict: bool) -> bool {
    if particle_of(base, next) {
        return true;
    }
    match next {
        "" | "of" | "for" | "and" | "or" | "is" | "are" | "was" | "were" if strict => false,
        "" | "of" => false,
        _ if !strict => true,
        "a" | "an" | "the" | "its" | "their" | "all" | "any" | "each" | "one" | "two" | "new" | "other" | "how"
        | "whether" | "what" | "it" | "them" | "more" | "most" | "many" => true,
        _ => next.ends_with('s') && !next.ends_with("ss") || base != next && uncountable(next),
    }
}

/// Nouns of notes that stand as objects without article or plural.
fn uncountable(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "access", "air", "bile", "blood", "code", "content", "data", "energy", "evidence", "feedback", "food", "force",
        "heat", "information", "input", "insulin", "knowledge", "light", "mass", "memory", "metadata", "money",
        "network", "output", "oxygen", "power", "pressure", "protein", "software", "storage", "support", "time",
        "traffic", "water", "weight", "work", "state", "society", "nutrient", "glucose", "urine", "sound",
    ];
    WORDS.contains(&word)
}

/// Returns the word in lower case without punctuation at its ends.
pub(crate) fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Words in -s that are singular.
const SINGULAR_S: &[&str] = &[
    "kubernetes", "status", "ci/cd", "windows", "analysis", "basis", "thesis", "hypothesis", "synthesis",
    "photosynthesis", "mitosis", "meiosis", "osmosis", "process", "class", "bus", "gas", "lens", "physics",
    "mathematics", "economics", "ethics", "politics", "news", "series", "species", "virus", "nucleus", "radius",
    "focus", "locus", "genus", "thymus", "pancreas", "diabetes", "diagnosis", "tetanus", "axis", "crisis", "apparatus",
    "consensus", "redis", "jenkins", "postgres", "aws", "dns", "tls", "https", "os", "ios", "sepsis", "fibrosis",
    "homeostasis", "glycolysis", "hydrolysis", "electrolysis", "paralysis", "emphasis", "syntax", "access", "loss",
    "mass", "stress", "business", "fitness", "genetics", "statistics", "kinetics", "dynamics", "mechanics", "optics",
    "robotics", "kinesis", "stasis", "symbiosis", "lysis", "pus", "humerus", "uterus", "esophagus", "oesophagus",
    "hypothalamus", "thalamus", "corpus", "census", "cactus", "campus", "canvas", "atlas", "alias", "bias", "chaos",
    "christmas", "cosmos", "texas", "paris", "athens", "mars", "venus", "uranus", "brussels", "wales", "netherlands",
    "rules", "sis",
];

/// Tells whether the noun phrase is plural, from its head: the last word before `of`, `in`, `(`...
pub(crate) fn is_plural(phrase: &str) -> bool {
    let before_bracket = phrase.split(" (").next().unwrap_or(phrase).trim();
    let head_phrase = [" of ", " in ", " for ", " with ", " to ", " from ", " on ", " at ", " by ", " under "]
        .iter()
        .filter_map(|preposition| before_bracket.find(preposition))
        .min()
        .map_or(before_bracket, |at| &before_bracket[..at]);
    let name = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let words: Vec<&str> = head_phrase.split_whitespace().collect();
    if let [first, .., last] = words.as_slice()
        && first.chars().count() >= 2
        && first.chars().all(char::is_uppercase)
        && name(last)
        && last.chars().any(char::is_lowercase)
        && !last.trim_end_matches('s').chars().all(char::is_uppercase)
    {
        // `SIG Docs` is one group, `CNCF SIGs` are several.
        return false;
    }
    let joined = [" and ", " & "].iter().any(|word| head_phrase.contains(word));
    let Some(last) = head_phrase.split_whitespace().last() else { return false };
    let word = bare(last);
    if joined && word.ends_with('s') && !singular_in_s(&word, last) {
        return true;
    }
    if IRREGULAR_PLURALS.contains(&word.as_str()) {
        return true;
    }
    word.ends_with('s') && !singular_in_s(&word, last)
}

/// Plurals that do not end in s.
const IRREGULAR_PLURALS: &[&str] = &[
    "people", "children", "men", "women", "feet", "teeth", "mice", "bacteria", "criteria", "phenomena", "fungi",
    "nuclei", "mitochondria", "alveoli", "cacti", "stimuli", "vertebrae", "larvae", "algae", "strata", "media", "ova",
    "villi",
];

/// Tells whether a word in -s is singular: listed, in -ss, -us, -is, or a short name in capitals.
fn singular_in_s(word: &str, as_written: &str) -> bool {
    SINGULAR_S.contains(&word)
        || word.ends_with("ss")
        || word.ends_with("us")
        || word.ends_with("sis")
        || word.ends_with("itis")
        || as_written.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
        || word.chars().count() < 3
}

/// Returns the plural of a noun phrase's last word.
pub(crate) fn plural(phrase: &str) -> String {
    if is_plural(phrase) {
        return phrase.to_owned();
    }
    let (head, tail) =
        phrase.split_once(" of ").map_or((phrase, String::new()), |(head, tail)| (head, format!(" of {tail}")));
    let consonant_y = head.ends_with('y') && !["ay", "ey", "oy", "uy"].iter().any(|ending| head.ends_with(ending));
    let plural = if consonant_y {
        format!("{}ies", &head[..head.len() - 1])
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|ending| head.ends_with(ending)) {
        format!("{head}es")
    } else {
        format!("{head}s")
    };
    plural + &tail
}

/// Returns the singular of a plural noun phrase's last word, where it is regular.
pub(crate) fn singular(phrase: &str) -> String {
    if !is_plural(phrase) || phrase.contains(" of ") {
        return phrase.to_owned();
    }
    if let Some(root) = phrase.strip_suffix("ies") {
        return format!("{root}y");
    }
    for ending in ["sses", "xes", "ches", "shes"] {
        if phrase.ends_with(ending) {
            return phrase[..phrase.len() - 2].to_owned();
        }
    }
    phrase.strip_suffix('s').unwrap_or(phrase).to_owned()
}

/// Returns the indefinite article for a word, by its first letter and the common exceptions.
pub(crate) fn article(phrase: &str) -> &'static str {
    let word = phrase.split_whitespace().next().unwrap_or("");
    let lower = word.to_lowercase();
    let capitals = word.len() >= 2 && word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    // SIG and RAM are spoken as words, OCI and FBI by their letters.
    let letters = capitals && !(word.len() >= 3 && lower.chars().nth(1).is_some_and(|c| "aeiou".contains(c)));
    let vowel_sound = match lower.chars().next() {
        Some(first) if letters => "aefhilmnorsx".contains(first),
        Some('u') => !["uni", "use", "usu", "uti", "ura", "ure"].iter().any(|start| lower.starts_with(start)),
        Some('h') => ["hour", "honest", "honor", "honour", "heir"].iter().any(|start| lower.starts_with(start)),
        Some(first) => "aeio".contains(first),
        None => false,
    };
    if vowel_sound { "an" } else { "a" }
}

/// Tells whether the text is English, by the share of small words; short texts count as English
/// unless they hold letters English does not use.
pub(crate) fn is_english(text: &str) -> bool {
    const SMALL: &[&str] = &[
        "the", "of", "and", "to", "in", "is", "are", "a", "an", "that", "for", "with", "by", "on", "as", "or", "from",
        "it", "be", "this", "which", "at", "not", "when", "between", "into", "their", "its", "can", "how",
    ];
    const FOREIGN: &[&str] = &[
        "der", "das", "und", "ist", "ein", "eine", "von", "mit", "für", "auf", "den", "dem", "el", "la", "los", "las",
        "es", "un", "una", "de", "del", "que", "y", "en", "por", "con", "le", "les", "des", "du", "et", "est", "une",
        "dans", "pour", "il", "lo", "gli", "di", "che", "della", "sono", "da", "uma", "em", "het", "een", "van",
        "zijn", "och", "att", "som", "av", "på", "nie", "jest", "się", "w", "na", "nach", "wird", "sind", "durch",
        "bei", "zum", "zur", "au", "aux", "qui", "par", "sur", "é", "são", "não", "com",
    ];
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    let latin = text.chars().filter(|c| c.is_alphabetic() && (*c as u32) < 0x250).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters > 0 && latin * 10 < letters * 7 {
        return false;
    }
    let count = |list: &[&str]| words.iter().filter(|word| list.contains(&word.as_str())).count();
    let (english, foreign) = (count(SMALL), count(FOREIGN));
    foreign < 2 || english >= foreign
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_opens_with_a_verb_only_if_an_object_follows() {
        assert_eq!(opening("Define standards, patterns"), Opening::BaseVerb);
        assert_eq!(opening("Provide feedback from real use"), Opening::BaseVerb);
        assert_eq!(opening("filters blood"), Opening::ThirdVerb);
        assert_eq!(opening("builds and runs OCI-compliant images"), Opening::ThirdVerb);
        assert_eq!(opening("implements container runtime behavior"), Opening::ThirdVerb);
        assert_eq!(opening("rules and principles"), Opening::Noun);
        assert_eq!(opening("forms of energy"), Opening::Noun);
        assert_eq!(opening("Monitoring, metrics, logging"), Opening::Noun);
        assert_eq!(opening("Control of blood sugar"), Opening::Noun);
        assert_eq!(opening("open to anyone"), Opening::Adjective);
        assert_eq!(opening("who files the suit"), Opening::Clause);
        assert_eq!(opening("Container runtimes"), Opening::Noun);
        assert_eq!(opening("Support for older clients"), Opening::Noun);
        assert_eq!(opening("coordinate meetings and agendas"), Opening::BaseVerb);
    }

    #[test]
    fn a_description_with_a_finite_verb_of_its_own_is_a_clause() {
        assert!(is_clause("every noun is masculine or feminine"));
        assert!(is_clause("developers and operators share knowledge"));
        assert!(!is_clause("the body that every group reports to"));
        assert!(!is_clause("movement of particles from high to low concentration"));
    }

    #[test]
    fn number_is_told_from_the_head_of_the_phrase() {
        assert!(is_plural("Special Interest Groups (SIGs)"));
        assert!(is_plural("Parts of a cell"));
        assert!(!is_plural("Kubernetes"));
        assert!(!is_plural("loss of function"));
        assert!(!is_plural("SIG Docs"));
        assert!(is_plural("CNCF SIGs"));
        assert!(!is_plural("AWS"));
        assert!(is_plural("Members"));
    }

    #[test]
    fn verbs_change_between_base_and_third_person() {
        assert_eq!(base_of_third("defines").as_deref(), Some("define"));
        assert_eq!(base_of_third("carries").as_deref(), Some("carry"));
        assert_eq!(base_of_third("fetches").as_deref(), Some("fetch"));
        assert_eq!(base_of_third("images"), None);
        assert_eq!(third_of_base("supply"), "supplies");
        assert_eq!(third_of_base("pass"), "passes");
    }

    #[test]
    fn articles_follow_the_sound() {
        assert_eq!(article("OCI image"), "an");
        assert_eq!(article("unit"), "a");
        assert_eq!(article("hour"), "an");
        assert_eq!(article("SIG"), "a");
        assert_eq!(article("FBI agent"), "an");
        assert_eq!(article("CNCF SIG"), "a");
    }
}
