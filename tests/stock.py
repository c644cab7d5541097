"""What the sources name, and nothing more: procedures, reviews, groups and events, with what is known of each."""

from datetime import date, time

# site, slug, kind, what is known of its date, is its file missing, what it stands for in the inventory
STOCK = [
    ("set", "set-procedures", "procedure", date(2025, 7, 1), True, {"d-set-procedures-2025", "th-set-effective"}),
    ("set", "update-summary-2025", "guidance", "2025", True, {"d-set-procedures-summary-2025"}),
    ("set", "suspicious-injuries-and-bruising", "protocol", "2025", True, {"d-set-bruising-2025", "th-set-bruising"}),
    ("set", "fgm-health-flowchart", "flowchart", "", True, {"d-set-fgm-health", "th-set-fgm"}),
    ("set", "fgm-multi-agency-flowchart", "flowchart", "", True, {"d-set-fgm-multi", "th-set-fgm"}),
    ("set", "concealed-pregnancies", "policy", "2024", True, {"d-set-concealed-pregnancy-2024", "th-set-pregnancy"}),
    ("set", "police-protection", "protocol", "2017", True, {"d-set-police-protection-2017", "th-set-police"}),
    ("set", "child-exploitation-screening", "framework", "", True, {"d-set-ce-framework", "th-set-ce"}),
    ("set", "firearms", "guidance", "", True, {"d-set-firearms"}),
    ("set", "sudi-practice-tool", "tool", "2024", True, {"d-set-sudi-tool-2024"}),
    ("set", "child-deaths", "procedure", "", False, {"th-cdr", "th-cdr-notify"}),
    ("set", "child-death-notification-form", "form", "", True, {"d-set-cdr-form"}),
    ("set", "allegations", "procedure", "", False, {"th-lado"}),
    ("set", "escalation", "procedure", "", False, set()),
    ("set", "thresholds", "guidance", "", False, set()),
    ("thurrock", "allegations", "procedure", "", False, {"th-lado", "th-lado-role", "th-lado-referral"}),
    ("thurrock", "lado-referral-form", "form", "", True, {"d-th-lado-form", "l-url-lado-form"}),
    ("thurrock", "lado-information", "guidance", "2024", True, {"d-th-lado-info-2024"}),
    ("thurrock", "escalation", "policy", "2020", True, {"d-th-escalation-2020", "th-pol-escalation"}),
    ("thurrock", "thresholds", "threshold", "2025-2027", True, {"d-th-thresholds-2025", "th-pol-thresholds"}),
    ("thurrock", "common-assessment-framework", "framework", "", False, {"d-th-caf", "th-caf", "th-caf-needs"}),
    ("thurrock", "lead-professional", "guidance", "", True, {"d-th-lead-prof", "th-lead-prof-duties"}),
    ("thurrock", "signs-of-safety", "framework", "", False, {"d-th-sos", "th-sos-principles"}),
    ("thurrock", "learning-and-improvement-framework", "framework", "", True, {"d-th-lif", "th-pol-lif"}),
    ("thurrock", "anti-racist-practice-pledge", "pledge", "", True, {"d-er-pledge", "th-pol-pledge"}),
    ("thurrock", "brighter-futures-strategy", "strategy", "2021-2026", True, {"d-th-brighter-futures"}),
    ("thurrock", "neglect-toolkit", "tool", "2023", True, {"d-th-neglect-toolkit"}),
    ("thurrock", "safeguarding-arrangements", "arrangements", "January 2023", True, {"d-th-masa-2023", "th-masa"}),
    ("thurrock", "meb-terms-of-reference", "terms", "2025", True, {"d-th-meb-tor-2025"}),
]

LAST_DAY = date(2026, 3, 11)  # of the last session the sources name: all of it is past

# address, kind, pseudonyms, publication, when (as far as it is known), is its report missing
REVIEWS = {
    "/thurrock/reviews/serious-youth-violence-and-gangs/": ("thematic", "", "published", "", True),
    "/thurrock/reviews/ashley-and-shae/": (
        *("other", "Ashley, Shae", "published", "The end of 2019 and the beginning of 2020", True),
    ),
    "/thurrock/reviews/leo/": ("practice", "Leo", "published", "", True),
    "/thurrock/reviews/frankie/": ("serious-case", "Frankie", "published", "June 2018", True),
    "/thurrock/reviews/sam-and-kyle/": ("serious-case", "Sam, Kyle", "published", "", True),
    "/set/reviews/it-was-hard-to-escape/": ("national", "", "published", "", True),
    "/set/reviews/sudden-unexpected-infant-death/": ("national", "", "published", "", True),
    "/set/reviews/race-racism-and-safeguarding-children/": ("national", "", "published", "March 2025", True),
    "/set/reviews/child-q/": ("elsewhere", "Child Q", "published", "", True),
    "/set/reviews/sudden-deaths-of-babies/": ("thematic", "", "not-published", "", False),
    "/set/reviews/firearms-at-home/": ("other", "", "not-published", "", False),
}

# address: kind, the slug of the group it answers to
GROUPS = {
    "/thurrock/about/partnership/": ("partnership", None),
    "/thurrock/about/strategic-group/": ("strategic", "partnership"),
    "/thurrock/about/management-executive-board/": ("board", "strategic-group"),
    "/thurrock/about/learning-and-practice-review-group/": ("sub-group", "management-executive-board"),
    "/thurrock/about/quality-improvement-and-performance-group/": ("sub-group", "management-executive-board"),
    "/thurrock/about/mace/": ("strategic", "management-executive-board"),
    "/thurrock/about/neglect-group/": ("sub-group", "partnership"),
    "/thurrock/about/business-team/": ("team", "partnership"),
    "/thurrock/about/independent-scrutiny/": ("scrutiny", None),
    "/southend/about/partnership/": ("partnership", None),
    "/southend/about/safer-recruitment-group/": ("sub-group", "partnership"),
    "/southend/about/private-fostering-group/": ("sub-group", "partnership"),
    "/southend/about/allegations-group/": ("sub-group", "partnership"),
    "/southend/about/exploitation-and-missing-education-group/": ("sub-group", "partnership"),
    "/southend/about/case-reviews-and-child-deaths-group/": ("sub-group", "partnership"),
    "/essex/about/partnership/": ("partnership", None),
    "/set/about/child-death-overview-panel/": ("panel", None),
    "/set/about/domestic-abuse-board/": ("board", None),
    "/set/about/joint-education-team/": ("team", None),
    "/set/about/national-panel/": ("panel", None),
}

# address: kind, and of each session: first and last day, from and to, and is only the month known
EVENTS = {
    "/set/events/set-procedures-2025/": ("milestone", [(date(2025, 7, 1), None, None, None, "day")]),
    "/set/events/web-edition-of-the-procedures/": ("milestone", [(date(2026, 1, 1), None, None, None, "month")]),
    "/set/events/joint-education-team/": ("milestone", [(date(2016, 1, 1), None, None, None, "year")]),
    "/thurrock/events/lscp-set-up/": ("milestone", [(date(2019, 5, 1), None, None, None, "month")]),
    "/thurrock/events/the-2-johns-facebook-live/": (
        *("campaign", [(date(2022, 10, 16), None, time(19), None, "day")]),
    ),
    "/thurrock/events/child-exploitation-awareness-week-workshops/": (
        *("workshop", [(date(2025, 3, 17), date(2025, 3, 21), None, None, "day")]),
    ),
    "/thurrock/events/gangs-session-for-parents/": (
        *("workshop", [(date(2025, 3, 20), None, time(17, 30), time(18, 30), "day")]),
    ),
    "/thurrock/events/child-exploitation-awareness-week-pop-ups/": (
        *("campaign", [(date(2025, 3, 17), date(2025, 3, 21), None, None, "day")]),
    ),
    "/thurrock/events/conference-2023/": ("conference", [(date(2023, 4, 1), None, None, None, "month")]),
    "/thurrock/events/meb-meetings-2025-2026/": (
        "meeting",
        [(day, None, None, None, "day") for day in (date(2025, 7, 3), date(2025, 9, 25), date(2025, 12, 10), LAST_DAY)],
    ),
    "/thurrock/events/graded-care-profile-2-training/": ("training", []),
    "/thurrock/events/safer-sleeping-for-babies/": ("training", []),
    "/thurrock/events/caf-training/": ("training", []),
    "/thurrock/events/safe-to-play-training/": ("training", []),
    "/thurrock/events/multi-agency-training/": ("training", []),
    "/southend/events/training/": ("training", []),
}
