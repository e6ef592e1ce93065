//! Verbs: a closed list, their forms, and the particles that belong to them.

use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::FxBuildHasher;

use super::Words;

/// Verbs of notes in their base form. A closed list: what is not here is not read as a verb.
const VERBS: &str = "\
     abandon abide abolish abort abrogate absorb abstract accelerate accept access accommodate accompany accomplish \
     accumulate accuse achieve acknowledge acquire acquit act activate adapt add address adhere adjoin adjust \
     administer admit adopt advance advise advocate aerate affect age aggregate agree aid aim alarm alert align \
     allege alleviate allocate allow alter alternate amend amplify analyse analyze anchor annex annotate announce \
     annul answer anticipate append apply appoint appreciate approach appropriate approve approximate argue arise arm \
     arrange arrest arrive ascend ask aspirate assassinate assemble assert assess assign assist associate assume \
     assure attach attack attain attempt attend attest attract auction audit authenticate authorise authorize \
     automate autoscale avoid award back balance ban bar base bathe bear beat become begin belong bend benefit bestow \
     bet bill bind bite blame bleed blend block blow boil bond boost border borrow bound brake branch break breathe \
     breed bribe bridge brighten bring broadcast browse buffer build bump bundle burn burst bury bypass cache \
     calculate calibrate call calm campaign cancel capture carry cast catalyse catalyze catch categorise categorize \
     cause cease cede celebrate centralize certify chain challenge change channel characterise characterize charge \
     chart chase check checkout choose circulate cite claim clamp clarify classify clean cleanse clear cleave climb \
     cling clone close coagulate coalesce coat code coexist cohere collaborate collapse collect colonize color colour \
     combat combine come command commence comment commit communicate compare compensate compete compile complain \
     complement complete complicate comply compose comprehend compress comprise compromise compute concatenate \
     conceal concede concentrate concern conclude concur condense condition conduct confer confess configure confine \
     confirm conflict conform confuse conjugate connect connote conquer consecrate consent conserve consider consist \
     console consolidate constitute constrain constrict construct consult consume contain containerize contaminate \
     contend contest continue contract contrast contravene contribute control convene converge converse convert \
     convey convict convince cook cool cooperate coordinate cope copy correct correlate correspond corrode count \
     couple court cover crash crawl create cross crown crush crystallise crystallize cultivate curb cure cut cycle \
     damage dampen deactivate deal deallocate debug decay decide decipher declare decline decode decompose decorate \
     decrease decrement dedicate deduce deduct defeat defend defer define deflect deform degrade dehydrate delay \
     delegate delete delineate deliver demand demarcate demonstrate denature denote denounce deny depart depend \
     depict deplete deploy depose deposit depreciate deprive dereference derive describe desensitize deserialize \
     design designate desire destroy detach detect deter deteriorate determine devalue develop deviate devise devour \
     diagnose die differ differentiate diffuse digest dilate dilute diminish dip direct disable disagree disappear \
     discard discharge disclose disconnect discount discourage discover discriminate discuss disinfect dismiss \
     disperse displace display dispose dispute disregard disrupt dissipate dissociate dissolve distinguish distort \
     distract distribute disturb diverge diversify divert divide document dominate donate double downgrade download \
     draft drag drain draw drive drop dry dump duplicate earn ease eat edit educate eject elect elevate elicit \
     eliminate elongate embed embody embrace emerge emit emphasise emphasize employ empower empty emulate enable \
     enact encapsulate enclose encode encompass encounter encourage encrypt end endanger endorse endow endure \
     energize enforce engage engulf enhance enjoy enlarge enlist enrich enrol enroll ensue ensure entail enter \
     entitle enumerate envelop equal equalize equip eradicate erase erect erode err escape escort establish estimate \
     evacuate evade evaluate evaporate evict evoke evolve exaggerate examine exceed excel exchange excite exclude \
     excrete excuse execute exempt exercise exert exhale exhaust exhibit exist expand expel expend experience expire \
     explain explode exploit explore export expose express extend extinguish extract extrapolate extrude fabricate \
     face facilitate fail fall farm fasten fault favor favour fear feature feed ferment fertilise fertilize fetch \
     fight fill filter finance find finish fire fit fix flag flatten flee float flood flourish flow flush fly focus \
     fold follow forbid force forecast foresee forge forget forgive form format formulate forward foster found fracture \
     fragment frame free freeze frighten front fuel fulfil fulfill function fund fuse gain gather gauge generalize \
     generate germinate get give glide go govern graduate grant greet grind grip group grow guarantee guard guess \
     guide halt handle hang happen harden harm harmonize harvest hash head heal hear heat help hide highlight hinder \
     hire hit hold host hunt hurt hydrate hydrolyse hydrolyze hyphenate identify ignite ignore illustrate imitate \
     immigrate immobilize immunise immunize impact impair impeach impede impersonate implant implement implicate \
     imply import impose impress imprison improve inactivate inaugurate incite incline include incorporate increase \
     increment incur index indicate induce infect infer infiltrate inflame inflate inflict influence inform infringe \
     ingest inhabit inhale inherit inhibit initiate inject injure innervate innovate insert insist inspect inspire \
     install instantiate instigate institute instruct insulate insure integrate intend intensify interact intercept \
     interfere interpret interrupt intersect intervene interview introduce invade invent invert invest investigate \
     invite invoke involve ionize iron irradiate irrigate irritate isolate issue iterate join judge jump justify keep \
     kick kill knock know label lack land last launch lay lead lean leap learn lease leave lend lengthen lessen let \
     level levy liberate license lie line lift light liken limit link liquidate list listen live load loan locate lock log \
     loop loosen lose love lower lubricate magnify maintain make manage mandate manifest manipulate manufacture map \
     march mark marry mask master match materialize mature maximise maximize mean measure mediate meet melt memorize \
     mention merge metabolise metabolize migrate mimic mine minimise minimize mirror mislead miss mistake mix \
     mobilize model moderate modernize modify modulate moisten mold monitor motivate mould mount mourn move multiply \
     multitask mutate name narrow nationalize navigate need negate neglect negotiate nest neutralise neutralize \
     nominate normalize note notify nourish nullify number nurture obey object oblige obscure observe obstruct obtain \
     obviate occupy occur offend offer offset omit open operate oppose oppress opt optimise optimize orchestrate \
     order organise organize originate oscillate oust outlaw outline output outweigh overcome overflow overlap \
     override overrule oversee overthrow overwrite own oxidise oxidize pack package paginate paint pair paraphrase \
     pardon park parse participate partition pass patrol pause pave pay penalize penetrate perceive perfect perform \
     perfuse permeate permit perpetuate persecute persist personify persuade pertain phosphorylate photograph pick \
     pierce pin pitch place plan plant play plead pledge plot plug point poison polarise polarize polish poll pollute \
     pop portray pose position possess postpone pour practice practise praise pray preach precede precipitate \
     preclude predict preempt prefer prepare prepend prescribe present preserve preside press presume pretend prevail \
     prevent price prioritise prioritize prime print privatize probe proceed process proclaim procure produce profess profile program \
     progress prohibit project proliferate prolong promote propagate propel propose prosecute prosper protect prove \
     provide provision provoke prune publish pull pump punctuate punish purchase purge purify pursue push put qualify \
     quantify quarantine query question queue quit quote radiate raid rain raise rally range rank rate ratify \
     rationalize reabsorb reach react read realize reassign rebase rebel rebuild recall receive reclaim recognise \
     recognize recommend reconcile reconstruct record recover recreate recruit rectify recur recycle redeem redirect \
     redistribute reduce refactor refer refine reflect reform refrain refresh refund refuse refute regain regard \
     regenerate register regress regulate reign reinforce reject rejoin relate relax relay release relieve relinquish \
     relocate rely remain remember remind remit remodel remove render renew renounce rent reorder reorganize repair \
     repeat repel reply replace replenish replicate report represent repress reproduce request require reset reside resign \
     resist resolve resort respond restart restore restrain restrict result resume resurrect retain retire retract \
     retrieve retry return reuse reveal reverse revert review revise revive revoke revolt revolve reward rewrite ride \
     rise risk roll rotate route rub ruin rule run rush sample sanction sanitize satisfy saturate save scaffold scale \
     scan scatter scavenge schedule score scrape scroll search season seat secede secrete secure see seek seem \
     segment segregate seize select sell send sense sensitize sentence separate sequence serialize serve set settle \
     shade shape shard share shield shift shine shoot shorten show shrink shut sign signal signify silence simplify \
     simulate sink sit situate skip sleep slide slow smell smooth smuggle snapshot soak soften solidify solvate solve \
     sort span spare spark spawn speak specialise specialize specify speculate speed spell spend spin splice split \
     sponsor spread sprout squeeze stabilise stabilize stage stain stall stamp stand standardise standardize start \
     starve stash state stay steal steer stem step stick stimulate stipulate stitch stop store strain stray stream \
     strengthen stress stretch strike strip strive structure struggle study stuff stunt subdue subject submit \
     subscribe substitute subtract succeed suck suffer suffocate suggest sum summarise summarize summon supersede \
     supervise supplant supplement supply support suppose suppress surface surge surpass surrender surround survey \
     survive suspect suspend sustain swallow swap swear sweep swell swim swing switch symbolise symbolize sympathize \
     synchronize synthesise synthesize tackle tag taint take target tax teach tear tell tend terminate test testify \
     thank thicken thin think threaten thrive throttle throw tie tighten tilt time tokenize tolerate top touch trace \
     track trade train transcend transcribe transfer transform transgress transition translate transmit transplant \
     transport trap travel traverse treat tremble trigger trim triple truncate trust try tune tunnel turn twist type \
     undergo underlie undermine understand undertake undo unify unite unlock unsubscribe unwind update upgrade uphold \
     uplift upload urge use utilise utilize vaccinate validate value vanish vaporize vary vectorize ventilate verify \
     veto vibrate view violate visit visualise visualize vote wait wake walk want warm warn wash waste watch weaken \
     wear weave weigh welcome whisper widen win wipe wish withdraw withhold withstand witness work worsen worship \
     wound wrap write yank yield zoom";

/// Base forms that are as often nouns: as the first word of a phrase they count as verbs only
/// if what follows looks like their object.
const NOUN_TOO: &str = "line reply \
     abstract access act address advance age aid aim alarm alert answer approach appropriate approximate arm arrest \
     associate attack attempt audit award back balance ban bar base bear beat benefit bet bill bite blame block blow \
     bond boost border bound brake branch break bridge broadcast browse buffer bump bundle burn cache call campaign \
     capture cast cause chain challenge change channel charge chart chase check claim clamp clean clear clone close \
     coat code collapse color colour combat command comment commit complement complete compound compress compromise \
     concern conduct conflict consent console contest contract contrast control converse convict cook cool copy \
     correct count couple court cover crash cross crown crush cure cut cycle damage deal decay decline decrease \
     defeat degrade delay delegate demand deposit design desire die direct discharge discount display dispute \
     document double draft drag drain draw drive drop dry dump duplicate ease echo edit elaborate empty end equal \
     escape escort estimate exchange excuse exempt exercise exhaust exhibit experience exploit export express face \
     fail fall farm fault fear feature feed ferment fight fill filter finance finish fire fit fix flag float flood \
     flow flush fly focus fold force forecast forge form format forward found fracture fragment frame free freeze \
     front fuel function fund fuse gain gauge graduate grant grind grip group guarantee guard guess guide halt handle \
     hang harm harvest hash head heat help hide highlight hire hit hold host hunt hurt impact implant import increase \
     increment index influence institute interrupt interview iron issue judge jump kick knock label lack land last \
     launch lay lead lease leave level license lie lift light limit link list live load loan lock log loop love lower \
     mandate map march mark mask master match matter mature measure mine mirror miss mistake mix model moderate mold \
     monitor mould mount move name narrow need negate nest note number object offer offset open order outline output \
     overflow overlap own pack package paint pair park partition pass patrol pause pay perfect permit photograph pick \
     pin pitch place plan plant play plot plug point poison polish poll pop position post pour practice present press \
     price prime probe proceed process produce profile program progress project provision pull pump purchase purge \
     push query question queue quit quote raid rain rally range rank rate reach record reform refund regard register \
     release repair repeat report request reset resort rest result retreat return reverse review revolt reward ride \
     rise risk roll route rub ruin rule run rush sample sanction scaffold scale scan schedule score search season \
     seat secure segment select sense sentence separate sequence set shade shape shard share shield shift shine shock \
     shoot show shut sign signal silence sink sit slide slip slow smell snapshot sort span spare spark speed spell \
     spin split sponsor spread stage stain stall stamp stand start state stay stem step stick stop store strain \
     stream stress stretch strike strip structure struggle study stuff subject substitute suffer sum supplement \
     supply support surface surge survey suspect swap swear sweep swell swim swing switch tackle tag taint target tax \
     tear test thin throttle throw tie time top touch trace track trade train transfer transition transplant \
     transport trap travel treat trigger trim triple trust try tune tunnel turn twist type undo update upgrade upload \
     urge use value vet veto view visit vote wait walk want warm waste watch wear welcome win wish witness work wound \
     wrap yield";

static IS_VERB: LazyLock<Words> = LazyLock::new(|| VERBS.split_whitespace().collect());
static IS_NOUN_TOO: LazyLock<Words> = LazyLock::new(|| NOUN_TOO.split_whitespace().collect());

/// Past forms that do not end in -ed, each before its base.
const PAST: &str = "became become; began begin; bore bear; bought buy; bound bind; broke break; brought bring; built build; \
     came come; caught catch; chose choose; cut cut; dealt deal; drew draw; drove drive; fell fall; fled flee; \
     fought fight; found find; gave give; got get; grew grow; held hold; kept keep; knew know; led lead; left leave; \
     lost lose; made make; meant mean; met meet; overthrew overthrow; paid pay; ran run; rose rise; said say; \
     saw see; sent send; set set; showed show; shut shut; sold sell; spent spend; split split; spoke speak; \
     spread spread; stood stand; struck strike; swept sweep; taught teach; thought think; threw throw; told tell; \
     took take; understood understand; went go; withdrew withdraw; won win; wrote write; upheld uphold; withheld withhold; sought seek; overcame overcome; \
     undertook undertake; foresaw foresee; arose arise; flew fly; froze freeze; hid hide; lent lend; rode ride; \
     shook shake; stole steal; swore swear; tore tear; wore wear; fed feed; sank sink; sang sing; bred breed";

/// The base of each of those past forms.
static BASE_OF_PAST: LazyLock<HashMap<&str, &str, FxBuildHasher>> =
    LazyLock::new(|| PAST.split("; ").filter_map(|pair| pair.trim().split_once(' ')).collect());

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

/// Tells whether a lower-case word is a verb of the list in its base form.
pub(crate) fn is_base_verb(word: &str) -> bool {
    IS_VERB.contains(word)
        || word
            .strip_prefix("re")
            .is_some_and(|base| base.len() >= 4 && IS_VERB.contains(base) && !IS_NOUN_TOO.contains(base))
}

/// Tells whether a base form is as often a noun.
pub(crate) fn is_noun_too(word: &str) -> bool {
    IS_NOUN_TOO.contains(word)
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
    const VERBAL: &[&str] = &["ise", "ize", "ify", "eive", "olve", "ate"];
    const NOMINAL: &[&str] = &[
        "rate", "state", "date", "certificate", "candidate", "template", "plate", "climate", "estate", "aggregate",
        "exercise", "enterprise", "franchise", "phosphate", "substrate", "carbonate", "nitrate", "sulfate",
        "vertebrate", "precise", "premise", "coordinate", "delegate", "advocate", "associate", "affiliate", "graduate",
        "prize", "size",
    ];
    match word {
        "does" => return Some("do".into()),
        "has" => return Some("have".into()),
        _ => {}
    }
    let stem = word.strip_suffix('s')?;
    let ends = |endings: &[&str]| endings.iter().any(|ending| stem.ends_with(ending));
    if stem.len() > 5 && ends(VERBAL) && !ends(NOMINAL) || is_base_verb(stem) {
        return Some(stem.to_owned());
    }
    let in_y = || stem.strip_suffix("ie").map(|root| format!("{root}y")).filter(|base| is_base_verb(base));
    let in_sibilant = || stem.strip_suffix('e').filter(|base| is_base_verb(base)).map(str::to_owned);
    in_y().or_else(in_sibilant)
}

/// Returns a base form as far as it stays in the third person, and the ending it takes there.
fn third_parts(base: &str) -> (&str, &'static str) {
    let consonant_y = base.ends_with('y') && !["ay", "ey", "oy"].iter().any(|ending| base.ends_with(ending));
    match base {
        "be" => ("", "is"),
        "have" => ("ha", "s"),
        _ if consonant_y => (&base[..base.len() - 1], "ies"),
        _ if ["s", "x", "z", "ch", "sh", "o"].iter().any(|ending| base.ends_with(ending)) => (base, "es"),
        _ => (base, "s"),
    }
}

/// Returns the third person singular of a base form: `carry` gives `carries`.
pub(crate) fn third_of_base(base: &str) -> String {
    let (root, ending) = third_parts(base);
    [root, ending].concat()
}

/// Tells whether a word is the third person singular of a base form.
pub(crate) fn is_third_of(word: &str, base: &str) -> bool {
    let (root, ending) = third_parts(base);
    word.strip_suffix(ending) == Some(root)
}

/// Returns the base of a verb in the past: `abolished` gives `abolish`, `gave` gives `give`.
pub(crate) fn base_of_past(word: &str) -> Option<String> {
    if let Some(base) = BASE_OF_PAST.get(word) {
        return Some((*base).to_owned());
    }
    let stem = word.strip_suffix("ed")?;
    let known = |base: &str| is_base_verb(base).then(|| base.to_owned());
    let doubled = stem.len() > 2 && stem.as_bytes().last() == stem.as_bytes().get(stem.len() - 2);
    // `word` without its `d` is the stem with an `e`.
    known(&word[..word.len() - 1])
        .or_else(|| known(stem))
        .or_else(|| doubled.then(|| known(&stem[..stem.len() - 1])).flatten())
        .or_else(|| stem.strip_suffix('i').and_then(|root| known(&format!("{root}y"))))
}
