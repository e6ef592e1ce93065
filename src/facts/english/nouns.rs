//! Nouns: number, article, and the endings that tell kinds of nouns.

use std::sync::LazyLock;

use super::{Words, bare};

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
    "rules", "sis", "semantics", "pragmatics", "phonetics", "linguistics", "electronics", "thermodynamics",
    "aerodynamics", "aesthetics", "obstetrics", "pediatrics", "geriatrics", "orthopedics", "forensics", "acoustics",
    "informatics", "cybernetics", "logistics", "gymnastics", "athletics", "calculus",
];

/// Tells whether the noun phrase is plural, from its head: the last word before `of`, `in`, `(`...
pub(crate) fn is_plural(phrase: &str) -> bool {
    if is_party_name(phrase) {
        return false;
    }
    let before_bracket = phrase.split(" (").next().unwrap_or(phrase).trim();
    const PREPOSITIONS: &[&str] =
        &[" of ", " in ", " for ", " with ", " to ", " from ", " on ", " at ", " by ", " under "];
    let head_phrase = before_first(before_bracket, PREPOSITIONS);
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
    word.ends_with('s') && !singular_in_s(&word, last) || word.ends_with("ae") && word.len() > 4
}

/// Returns what stands before the first of these words, each written with the spaces around it.
pub(super) fn before_first<'a>(text: &'a str, words: &[&str]) -> &'a str {
    let starts = |(at, _): &(usize, &str)| words.iter().any(|word| text[*at..].starts_with(word));
    text.match_indices(' ').find(starts).map_or(text, |(at, _)| &text[..at])
}

/// Tells whether a name is that of a case, with a party on either side: `Palsgraf v. Long Island R.R.`
pub(crate) fn is_party_name(name: &str) -> bool {
    let capital = |side: &str| side.starts_with(char::is_uppercase);
    [" v. ", " vs. ", " v "].iter().any(|sign| {
        name.split_once(sign).is_some_and(|(one, other)| capital(one) && capital(other) && !one.contains(['.', ':']))
    })
}

/// Plurals that do not end in s.
const IRREGULAR_PLURALS: &[&str] = &[
    "people", "children", "men", "women", "feet", "teeth", "mice", "bacteria", "criteria", "phenomena", "fungi",
    "nuclei", "mitochondria", "alveoli", "cacti", "stimuli", "vertebrae", "larvae", "algae", "strata", "media", "ova",
    "villi", "atria",
];

/// Tells whether a word in -s is singular: listed, in -ss, -us, -is, or a short name in capitals.
pub(super) fn singular_in_s(word: &str, as_written: &str) -> bool {
    static LISTED: LazyLock<Words> = LazyLock::new(|| SINGULAR_S.iter().copied().collect());
    LISTED.contains(word)
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

/// Returns a phrase with its article or determiner small, as inside a sentence.
pub(crate) fn small_determiner(phrase: &str) -> String {
    ["Each ", "Every ", "All ", "The ", "A ", "An "]
        .iter()
        .find_map(|word| phrase.strip_prefix(word).map(|rest| format!("{}{rest}", word.to_lowercase())))
        .unwrap_or_else(|| phrase.to_owned())
}

/// Tells whether the head of a noun phrase ends as names of qualities, processes and fields do:
/// such nouns mostly stand without an article.
pub(crate) fn is_abstract(phrase: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ion", "ity", "ism", "ness", "ance", "ence", "ment", "sis", "ure", "ing", "ics", "logy", "graphy", "nomy",
        "ship", "hood", "dom", "cy", "age", "emia", "aemia", "itis", "oma", "pathy", "therapy", "ium", "gen", "ine",
        "ose", "ase", "ide", "ate", "olysis", "ware", "law", "power", "demand", "supply", "cost", "risk", "care",
    ];
    const COUNTED: &[&str] = &[
        "version", "region", "union", "mission", "session", "function", "equation", "transaction", "partition",
        "corporation", "organization", "institution", "community", "city", "entity", "utility", "facility",
        "mechanism", "organism", "instance", "sequence", "sentence", "reference", "fence", "document", "segment",
        "element", "department", "government", "instrument", "treatment", "statement", "experiment", "structure",
        "procedure", "measure", "signature", "feature", "creature", "vulture", "image", "page", "message", "stage",
        "package", "language", "village", "machine", "engine", "magazine", "mitochondrion", "neuron", "electron",
        "photon", "proton", "line", "vaccine", "string", "ring", "building", "meeting", "mapping", "setting", "agency",
        "currency", "policy", "pharmacy", "relationship", "database", "base", "phase", "case", "disease", "phrase",
        "clause", "template", "candidate", "plate", "gate", "certificate", "side", "guide", "slide", "peptide",
        "medium", "stadium", "museum", "antigen", "kingdom",
    ];
    let head = phrase.split(" of ").next().unwrap_or(phrase);
    let word = bare(head.split_whitespace().last().unwrap_or(""));
    let counted = || COUNTED.iter().any(|noun| word == *noun || word.len() > noun.len() + 3 && word.ends_with(noun));
    ENDINGS.iter().any(|ending| word.ends_with(ending)) && !counted()
}

/// Endings of adjectives that few nouns have, and nouns that have them all the same.
const ADJECTIVE_ENDINGS: &[&str] = &["ic", "ous", "ful", "able", "ible", "ive", "al", "ary", "ish"];
const NOUNS_OF_THOSE: &[&str] = &[
    "additive", "adjective", "admiral", "adversary", "alternative", "anaesthetic", "anesthetic", "animal",
    "anniversary", "antibiotic", "appeal", "approval", "archive", "arithmetic", "arrival", "betrayal", "boundary",
    "british", "cable", "canal", "canary", "capillary", "capital", "cardinal", "carnival", "cathedral", "cereal",
    "characteristic", "chemical", "cleric", "clinic", "collective", "commentary", "coral", "credential", "critic",
    "crystal", "deal", "decimal", "deliverable", "denial", "derivative", "detective", "diary", "dictionary",
    "directive", "dish", "dismissal", "dispensary", "disposal", "diuretic", "drive", "english", "epidemic", "estuary",
    "ethic", "executive", "fabric", "february", "festival", "fish", "five", "funeral", "glossary", "goal", "granary",
    "graphic", "heuristic", "hive", "hospital", "incentive", "individual", "initiative", "integral", "interval",
    "irish", "january", "journal", "laxative", "library", "logic", "manual", "material", "meal", "mechanic", "metal",
    "metric", "mineral", "missionary", "mnemonic", "mortuary", "motive", "music", "narrative", "native", "numeral",
    "octal", "tonic", "hexadecimal", "objective", "olive", "ovary", "parish", "perspective", "perusal", "petal",
    "polish", "portal", "potential", "preservative", "principal", "proposal", "referral", "rehearsal", "removal",
    "renewal", "representative", "republic", "retrieval", "reversal", "rhetoric", "ritual", "rival", "rubbish",
    "salary", "seal", "secretary", "sedative", "signal", "spanish", "statistic", "summary", "survival", "syllable",
    "parable", "fable", "stable", "constable", "table", "tactic", "terminal", "topic", "total", "traffic", "trial",
    "tribunal", "tributary", "variable", "vegetable", "vocabulary", "wish", "withdrawal",
];

/// Tells whether a lone word ends as adjectives do, and is no noun of that ending.
pub(crate) fn is_adjective(word: &str) -> bool {
    ADJECTIVE_ENDINGS.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending))
        && !NOUNS_OF_THOSE.contains(&word)
}

/// Tells whether a phrase is qualities and no thing: `declarative`, `versioned and immutable`,
/// `pulled automatically`.
pub(crate) fn is_quality(phrase: &str) -> bool {
    let words: Vec<String> = phrase.split_whitespace().map(bare).collect();
    let adverb = |word: &str| word.ends_with("ly") && word.len() > 4 && word != "family" && word != "assembly";
    let quality = |word: &str| {
        is_adjective(word)
            || word.ends_with("ed") && (word.len() > 5 || super::base_of_past(word).is_some()) && word != "hundred"
            || PLAIN_QUALITIES.contains(&word)
    };
    let joins = |word: &str| matches!(word, "and" | "or" | "but");
    words.iter().any(|word| quality(word)) && words.iter().all(|word| quality(word) || adverb(word) || joins(word))
}

/// Adjectives without an ending of their own that are no nouns.
const PLAIN_QUALITIES: &[&str] = &[
    "simple", "complex", "secure", "insecure", "familiar", "easy", "hard", "fast", "slow", "cheap", "strong", "weak",
    "wide", "deep", "rapid", "robust", "modular", "stateless", "stateful", "idempotent", "consistent", "transparent",
    "persistent", "concurrent", "resilient", "redundant", "dominant", "recessive", "dependent", "independent",
    "efficient", "permanent", "lightweight", "serverless", "unique", "safe", "loose", "tight", "sparse", "dense",
];

/// Tells whether a text opens with an adjective and what it is bound to, as no noun does: `crucial in
/// a storm`, `partly attributable to rust`.
pub(crate) fn opens_bound(text: &str) -> bool {
    const BOUND: &[&str] = &[
        "central", "common", "critical", "crucial", "dependent", "due", "equal", "essential", "good", "great", "ideal",
        "important", "independent", "inherent", "integral", "key", "native", "necessary", "perfect", "prone",
        "greatest", "largest", "smallest", "highest", "lowest", "strongest", "weakest", "fastest", "slowest",
        "deepest", "resistant", "sensitive", "similar", "suitable", "unique", "useful", "vital",
    ];
    let words: Vec<String> = text.split_whitespace().take(4).map(bare).collect();
    let told = words.iter().skip_while(|word| word.ends_with("ly") || *word == "party" || *word == "very");
    let told: Vec<&str> = told.map(String::as_str).collect();
    let [quality, next, ..] = told.as_slice() else { return false };
    let bound = match *next {
        "to" | "for" | "with" | "in" | "from" | "on" | "when" | "where" => true,
        "of" | "at" | "by" => is_adjective(quality),
        _ => false,
    };
    // `integral of speed` and `key in a lock` are things.
    let noun = matches!(*quality, "integral" | "key" | "native") && *next != "to";
    bound && !noun && (BOUND.contains(quality) || is_adjective(quality))
}
