"""Does what somebody writes suggest that somebody is in danger? Longer texts than a search holds (`contacts.found`).

Rather once too often than once too seldom: what follows is that help is shown. Still, staff who write about pages on suicide
or abuse are not to be answered so each time, or the inbox would hold nothing but urgent messages.
"""

import re
import unicodedata

UNSEEN = ("Mn", "Cf")
"""Unicode’s classes of accents, and of signs that nobody sees: copied or typed into a word, they do not change it."""

NAMED = {
    "SOMEBODY": "he|she|they|dad|daddy|father|mum|mummy|mother|stepdad|stepmum|step ?father|step ?mother|uncle|aunt|auntie"
    "|brother|sister|cousin|grandad|granddad|grandpa|nan|boyfriend|girlfriend|partner|ex|husband|wife|parents|carer|teacher"
    "|coach|neighbours?|man|boys?|lads?|bloke|someone|somebody|people|adults?|mates?|friends?|everyone",
    "CHILD": "child|children|kids?|baby|girl|boy|son|daughter|toddler|pupil|brother|sister|friend|mate",
    "SOMEONE_ELSE": "me|us|him|her|them|my (?:little |big |baby )?(?:CHILD|mum|mother)|(?:a|the|this|that|their|his|her) "
    "(?:little )?CHILD",
    "HURTS": "hit|hits|hitting|hurt|hurts|hurting|beat|beats|beating|punch\\w*|kick(?:s|ed|ing)?|slap\\w*|chok\\w*|strangl\\w*"
    "|burn(?:s|t|ed)?|touch(?:es|ed|ing)?|rape[sd]?|raping|abus(?:es?|ed|ing)|molest\\w*|grop\\w*|attack(?:s|ed|ing)?"
    "|threaten\\w*|stab\\w*|lock(?:s|ed)?|starv\\w*|grab\\w*|shak(?:es?|ing|en)|blackmail\\w*|groom(?:s|ed|ing)",
    "HURT": "hit|hurt|beaten|raped|abused|groomed|attacked|stabbed|assaulted|threatened|blackmailed|touched|trafficked"
    "|kidnapped|molested|strangled|starved|exploited",
    "I_AM": "(?:i am|i'?m|im|i feel|i'?ve been|i have been|i was|i got|i|we are|we'?re)(?: \\w+){0,3}?",
    "IS": "(?: is| are| was| were|'s| being| gets| keeps| has been)",
    "ONESELF": "(?:my|him|her|them) ?sel(?:f|ves)",
}
"""Parts of the signs below, by the names they have there."""

SIGNS = (
    # … wants to die
    r"(want|wants|wanted|wanna|going|gonna|wish|ready|trying|tried|plan|planning) (to |i could |i was |i were )?(just )?die",
    r"(wants?|wanted|wish|rather|going to) (to |i was |i were )?(be |just be |not be )?(dead|alive|here any ?more)",
    r"kill(ing)? ONESELF|kms|unalive|end(ing)? it all|(end|ending|take|taking) (my|his|her|their) (own )?life",
    r"(don'?t|do not|doesn'?t) want to (live|be here|wake up|be alive|exist)|better off (dead|without me)",
    r"no (point|reason) (in |to )?(living|live|being alive)|(can'?t|cannot) (go on|take (it|this) any ?more|cope any ?more)",
    r"(i am|i'?m|im|feel|feeling|he'?s|she'?s|is|child|pupil) (\w+ )?suicidal|suicidal thoughts|suicide (note|attempt)",
    # … harms themselves
    r"(cut|cuts|cutting|hurt|hurting|harm|harming|burn|burning|starve|starving) ONESELF|i (have )?(self ?-?harm(ed)?|cut)",
    r"(took|taken|take) (an |too many |all (my|the) )(overdose|pills|tablets)|overdosed",
    # … is hurt by somebody, or tells of a child who is
    r"(SOMEBODY)('?s)?( \w+){0,4}? (HURTS)( \w+){0,3}? (SOMEONE_ELSE)",
    r"I_AM (being |getting |get )?(HURT|bleeding)",
    r"(CHILD)( \w+){0,4}?IS (\w+ )?(being |getting )?(HURT|screaming)(?! harm)",
    r"(will|gonna|going to|wants to|tried to|said he'?ll|says he'?ll|threatens to) (kill|stab|hurt|beat|rape) (me|us|him|her|my)",
    r"(grab\w*|squeez\w*|holds?|held) (me by )?my (neck|throat)|(has|have|got|carr\w+|with) a (knife|gun|machete)",
    r"(gets drunk|smash\w*|shout\w*|scream\w*)( \w+){0,6}? i (hide|am hiding|cry)",
    # … is used by somebody
    r"(touch\w*|feels|felt|rub\w*|kiss\w*|undress\w*) (me|my (privates?|body|bum|chest|legs?))",
    r"(send|sent|sends|wants?|asks?|asked|make|makes|made|forc\w+)( \w+){0,3}? (nudes?|naked (pictures?|pics?|photos?))",
    r"(made|makes|forces|forced) me (to )?(do|touch|have|undress)",
    r"(send|share|post|show|leak)\w* my (pictures?|pics?|photos?|nudes?|video)",
    r"(secret|don'?t tell (any ?one|mum|dad))( \w+){0,6}? (touch\w*|hurt\w*)",
    # … is afraid
    r"I_AM (scared|frightened|afraid|terrified|petrified|unsafe|in danger|in trouble|trapped)",
    r"(scared|frightened|afraid|terrified) (to go home|of (going home|my|him|her|them|what (he|she|they)))",
    r"(don'?t|do not|doesn'?t|never) feel safe|(i'?m|im|i am) not safe|(not safe|unsafe) (at home|here|with|in my)",
    r"(ran|run|running) away from home|i (ran|have run|am running|want to run) away",
    # … needs help now
    r"help me(?! (find|understand|with (the|this|my (job|work))|to find))|save me|this is an emergency",
    r"i need (\w+ )?help (now|please|at home)|need help now|(call|dial|ring|rang) (the police|999|112)",
    r"(CHILD|someone|somebody|he|she|they|my \w+)( \w+){0,2}?IS (in (immediate |real |serious |great )?danger|at immediate risk)",
    r"(CHILD|someone|somebody|he|she|they|my \w+)( \w+){0,2}?IS? ?(bleeding|unconscious|not breathing|gone missing)",
)
"""What is said of somebody who …; whole words, in small letters. Apostrophes may be missing, as in “im”."""


def _pattern(sign: str) -> re.Pattern[str]:
    for _ in range(2):  # a part may name another
        for name, words in NAMED.items():
            sign = re.sub(rf"\b{name}\b", lambda found, words=words: f"(?:{words})", sign)
    return re.compile(rf"\b(?:{sign})\b")


FOUND = [_pattern(sign) for sign in SIGNS]


def suggests_danger(text: str) -> bool:
    """Do these words suggest that whoever wrote them, or somebody else, is in danger?"""
    said = unicodedata.normalize("NFKD", re.sub(r"[’‘`´ʼ′＇]", "'", text)).lower()
    said = "".join(sign for sign in said if unicodedata.category(sign) not in UNSEEN)
    said = " ".join(re.sub(r"[^a-z0-9' -]+", " ", said).split())
    return any(pattern.search(said) for pattern in FOUND)
