package registerweb

import (
	"fmt"

	"kyodo/internal/register"
)

var englishProfile = profileWords{
	Title: "Profile", Write: "Write or edit the profile", Undecided: "Undecided, would like advice", Sites: "Sites in the prefecture", SeenBy: "Read by: ",

	PageTitle:      "Write the profile",
	Lead:           "Here the organization says what it wants others to know. Write a little at a time; what is saved stays.",
	NotYet:         "Not published yet.",
	IsPublic:       "Published.",
	IsHidden:       "Ready. Once you press the button everybody can read it.",
	MissingTitle:   "Missing for publication",
	MissingLead:    "With these items the profile can be published.",
	Nothing:        "Nothing has been written yet.",
	Edit:           "Write or edit",
	StepsTitle:     "Choose a part",
	History:        "See the changes",
	HistoryEmpty:   "No changes yet. Start with “Write or edit” above.",
	PublishTitle:   "Publish",
	PublishLead:    "Everybody can then read the items that are set to “Everybody”. Contact data stays out of it unless you choose so.",
	ReadTerms:      "Read the terms of registration",
	Agree:          "We agree to the terms of registration",
	Publish:        "Publish the profile",
	Hide:           "Stop publishing",
	HideLead:       "What was written is kept. What authorities publish stays on the page.",
	OwnerPublishes: "Those responsible for the organization decide about publication.",
	ProxyTitle:     "You write for somebody else",
	ProxyLead:      "Each saving records how you were asked to, and who agreed when. The organization can undo what you write.",
	Withheld:       "Items that you may not see are left out.",
	BackToPage:     "Public page of the organization", BackToProfile: "Back to the profile",
	Saved: "Saved.", Published: "Published.", Hidden: "No longer published.", Undone: "What the proxy wrote is undone.",
	Lacks: map[string]string{
		register.LacksName: "a name", register.LacksCity: "a municipality (address or site)", register.LacksLine: "one line on what you do",
		register.LacksFields: "main fields, or “Undecided”", register.LacksContact: "a contact (telephone or e-mail)",
		register.LacksTerms: "consent to the terms", register.LacksPublish: "the button to publish",
	},
	StepOf: func(title string, n, of int) string { return fmt.Sprintf("%s (%d of %d)", title, n, of) },
	Steps: map[string]string{"basic": "Basics", "activity": "Activities and fields", "running": "How it is run", "window": "Contact", "sites": "Sites in the prefecture",
		"visibility": "Who may read it"},
	StepLeads: map[string]string{
		"basic":      "Who you are.",
		"activity":   "What you do, and what you want to do with whom.",
		"running":    "How you are run, so that partners can trust you. Write what you can.",
		"window":     "Whom to turn to. Not public unless you choose so.",
		"sites":      "Write down each site in the prefecture. Others then find you by municipality.",
		"visibility": "For each item you can choose who may read it. What you do not choose stays as it is.",
	},

	Save: "Save and go on", SaveMore: "Save and add another", Remove: "Delete this site",
	SiteName: "Name of the site", SiteCity: "Municipality", SiteStreet: "Street", SiteContact: "Person in charge there", SitePhone: "Telephone of the site",
	SiteTitle:  func(n int) string { return fmt.Sprintf("Site %d", n) },
	SitesEmpty: "None written.", NewSite: "New site",
	Channel: "How you were asked", Consent: "Who agreed", ConsentedOn: "Day of the consent",
	ConsentHint: "For example 2026-11-20",

	ConflictTitle:   "Somebody else saved before you",
	ConflictLead:    "The content changed while you were writing. Nothing of yours is saved yet. Compare, correct what is needed and save again. What you typed is kept below.",
	ConflictCaption: "What you typed and what stands now", ConflictItem: "Item", ConflictYours: "What you typed", ConflictTheirs: "What stands now", Empty: "(empty)",

	RevisionCaption: "Changes", ColWhen: "When", ColWho: "By whom", ColWhat: "Items changed", ColUndo: "Undo",
	Undo: "Undo this entry by proxy", UndoneAt: "Undone", RevisionsTitle: "Changes",
	RevisionsLead: "Those responsible for the organization can undo what a proxy wrote. Items that you changed afterwards stay.",
	Version:       func(n int) string { return fmt.Sprintf("Version %d", n) },
	ConsentOf: func(channel, who, on string) string {
		return "asked by " + channel + ", agreed by " + who + " on " + on
	},

	Says: register.ProfileSays{
		Long:   func(limit int) string { return fmt.Sprintf("At most %d characters, please", limit) },
		Number: func(min, max int) string { return fmt.Sprintf("A number from %d to %d, please", min, max) },
		Many:   func(limit int) string { return fmt.Sprintf("Choose at most %d", limit) },
		Choice: "Choose one of the options", Visibility: "This item cannot have that visibility", Link: "The address must begin with http:// or https://",
		Phone: "10 or 11 digits with the area code, please", Mail: "Check the e-mail address (like info@example.jp)",
		Month: "A year and month up to today, like 2000-04", Day: "A day up to today, like 2020-04-01",
		Income: "The shares of income add up to more than 100 %", PersonalNumber: "There is what looks like a 12-digit personal number (My Number). Do not write personal numbers",
		SiteName: "Write the name of the site", SiteCity: "Choose a municipality of the prefecture", TooSites: "At most 50 sites",
		Channel: "Choose how you were asked", Consent: "Choose who agreed", ConsentedOn: "Write the day of the consent, up to today",
	},
}
