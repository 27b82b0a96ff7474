package homeweb

import "kyodo/internal/web/ui"

// aboutEN is aboutJA in English.
func aboutEN(t told) document {
	return document{
		Title:       "About this site",
		Description: "What this site is for, what works today, and who operates it.",
		Lead:        t.Site + " is where citizens' groups, companies and government come to know each other, so that they can work on local problems together.",
		Sections: []section{
			{"plan", "The plan behind it", []block{
				{Text: "In its plan of 2008, Yamaguchi Prefecture set out to promote collaboration that solves problems, beyond the earlier efforts centred on volunteering and donations. As a foundation it named two systems: a Social Contribution Bank that shows groups what companies offer, and a register of public information that shows companies what NPO corporations disclose."},
				{Text: "Source (in Japanese):"},
				{JA: true, Text: "山口県「県民活動団体と企業、行政等多様な主体との協働推進について」（平成20年）"},
			}},
			{"now", "What works today", []block{
				{Text: "The register, and registration and publication in the Social Contribution Bank, are in operation."},
				{List: []string{
					"Find organizations by name, reading, former name or the words of their purpose; narrow down by field, municipality, kind, status and approval.",
					"Read the published facts on an organization's page, each with its source and date, and print them.",
					"See the next filing deadline of an NPO corporation.",
					"Report an error.",
					"Sign in and apply for registration as a group or company, or claim the page of your NPO corporation. Who does not use mail signs in with a card.",
					"Write the profile of your body and choose what is public.",
					"Get the same content as CSV, JSON or Atom.",
				}},
				{Text: "Messages between companies and organizations, and matching, do not exist yet. They will appear here and in the menu when they do."},
			}},
			{"data", "The information", []block{
				{Text: "What you read about organizations has been imported from data that the state publishes. This site neither assesses nor recommends any organization."},
				{Links: []ui.Link{{Href: sourcesPath, Label: "Data sources"}, {Href: groupsPath + "#how", Label: "How information gets here"}}},
			}},
			{"program", "The program", program(t, "The program of this site, Kyodo, is free software: under the GNU AGPL (version 3 or later) everyone may use, study, change and share it.", "Source code")},
			{"rules", "The rules of this site", []block{
				{Links: []ui.Link{{Href: termsPath, Label: "Terms of use"}, {Href: privacyPath, Label: "Privacy"}, {Href: accessibilityPath, Label: "Accessibility policy"}}},
			}},
		},
		Contact: true,
	}
}
