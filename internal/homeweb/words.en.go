package homeweb

import (
	"kyodo/internal/register"
	"kyodo/internal/web/ui"
)

var english = words{
	About: "About this site", Easy: "Easy Japanese", Terms: "Terms of use", Privacy: "Privacy",
	Accessibility: "Accessibility policy", Sources: "Data sources",
	EasyBadge: "Read this in Easy Japanese", OnPage: "On this page",

	Front: frontWords{
		Description:  "Find NPO corporations and other organizations by field of activity and municipality, and check what is published about them.",
		Title:        "Find local organizations and check them",
		Lead:         "One page for each NPO corporation and other organization, put together from the national government's public data. Reading needs no account.",
		SearchLabel:  "Find an organization",
		SearchHint:   "Search names, readings and stated purposes from one character on. The records are in Japanese, so Japanese words find the most.",
		ByConditions: "Search with more conditions", EasyGuide: "How to use this site, in Easy Japanese",
		Notice: "Notice",
		Bank:   "Contribution bank", BankLead: "What companies can give and what organizations need, in one place.", BankMore: "About the contribution bank",
		Offers: "offers (what companies and others can give)", Needs: "needs (what organizations need)",
		SeeOffers: "See what companies and others offer", SeeNeeds: "See what organizations need",
		Doors: "New here?",
		Company: door{
			Title: "For companies",
			Text:  "Find organizations that work near your offices and check them against published information.",
			Steps: []ui.Link{
				{Href: companiesPath + "#find", Label: "Find organizations by field and municipality"},
				{Href: companiesPath + "#read", Label: "How to read an organization's page"},
				{Href: companiesPath + "#approval", Label: "What “approved” means"},
			},
			More: "Guide for companies",
		},
		Group: door{
			Title: "For organizations",
			Text:  "See how your organization is listed, and tell us if something is wrong.",
			Steps: []ui.Link{
				{Href: groupsPath + "#find", Label: "Open your organization's page"},
				{Href: groupsPath + "#fix", Label: "Report an error"},
				{Href: groupsPath + "#how", Label: "How information gets here"},
			},
			More: "Guide for organizations",
		},
		Numbers: "In numbers", Active: "active organizations", NPO: "active NPO corporations", Approved: "approved and specially approved NPO corporations", Ended: "NPO corporations that have ended",
		AsOf:  func(d string) string { return "Data as of " + d },
		Paren: func(s string) string { return " (" + s + ")" },
		News:  "New and changed NPO corporations", NewsLead: "What the public data newly tells, latest first.",
		FormerName: "Former name: ", AllNews: "See everything new and changed", Feed: "New and changed (Atom)",
		Map: "Find by municipality", MapLead: "Choose a municipality to list the active organizations that have their main office there.",
		MapLabel: "Active organizations by municipality", Legend: "The darker, the more organizations:", Few: "few", Many: "many",
		Table: "The same numbers as a table", Place: "Municipality", Unit: "organizations",
		Outside: func(n string) string {
			return "A further " + n + " have their office outside the prefecture or at an unpublished place."
		},
		EmptyTitle: "There are no organizations yet",
		EmptyWhy:   "The organizations on this site come from public data of the national government, which the operator imports. Nothing has been imported yet.",
		EmptyNext:  "After the import this page shows the number of organizations, the map of the municipalities and what is new.",
	},

	Contact: contactWords{
		Title: "Contact", Operator: "Operator", Reach: "How to reach us",
		Unset:     "No contact has been set yet",
		UnsetText: "The operator names the division in charge and how to reach it here before the site is opened to the public.",
		NoName:    "the operator (whose name is set before the site is opened to the public)",
	},

	Happened: event{"Information updated", ui.Plain},
	Events: map[register.EventKind]event{
		register.EventNumber:          {"Corporate number assigned", ui.Info},
		register.EventName:            {"Name changed", ui.Plain},
		register.EventAddress:         {"Address or other details changed", ui.Plain},
		register.EventClosed:          {"Registration closed", ui.Warn},
		register.EventReopened:        {"Registration reopened", ui.Info},
		register.EventMerger:          {"Merger", ui.Info},
		register.EventMergerVoid:      {"Merger annulled", ui.Info},
		register.EventErased:          {"Trade name struck off", ui.Warn},
		register.EventDeleted:         {"Corporate number withdrawn", ui.Warn},
		register.EventCertified:       {"Establishment certified", ui.Good},
		register.EventRegistered:      {"Establishment registered", ui.Good},
		register.EventApproved:        {"Approved", ui.Good},
		register.EventSpecial:         {"Specially approved", ui.Good},
		register.EventApprovalRevoked: {"Approval revoked", ui.Bad},
		register.EventDissolved:       {"Dissolved", ui.Warn},
		register.EventRevoked:         {"Certification revoked", ui.Bad},
	},

	Companies: companiesEN(),
	Groups:    groupsEN(),
}
