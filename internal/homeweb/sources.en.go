package homeweb

import "kyodo/internal/web/ui"

// sourcesEN is sourcesJA in English. The credits stay as their owners ask for them.
func sourcesEN(t told) document {
	return document{
		Title:       "Data sources",
		Description: "The public data behind the information on organizations, and how to name the source.",
		Lead:        "The information on organizations is processed from the following public data. Each organization's page names source and date for every entry.",
		Sections: []section{
			{"asof", "Date of the data", asOfEN(t)},
			{"nta", "National Tax Agency, Corporate Number Publication Site", []block{
				{Text: creditNTA, JA: true},
				{Facts: []fact{
					{"Used here", "Corporate number, name, reading, English name, address, kind of corporation, closed registration, history of changes"},
					{"Conditions", "Public Data License (version 1.0), PDL1.0"},
					{"Please note", "The National Tax Agency does not vouch for the content of this site. Corporations excluded from search there are not found by search here."},
				}},
				{Links: []ui.Link{{Href: "https://www.houjin-bangou.nta.go.jp/en/", Label: "Corporate Number Publication Site (another site)"}}},
			}},
			{"cao", "Cabinet Office, NPO Corporation Portal Site", []block{
				{Text: creditCAO, JA: true},
				{Facts: []fact{
					{"Used here", "Reading, representative, purpose, fields of activity, competent authority, dates and periods of certification and approval, business year, supervision and dissolution"},
					{"Conditions", "The terms of use of the portal site"},
				}},
				{Links: []ui.Link{{Href: "https://www.npo-homepage.go.jp/npoportal/", Label: "NPO Corporation Portal Site (another site, in Japanese)"}}},
			}},
			{"tables", "Classifications and calendar", []block{
				{Facts: []fact{
					{"Fields of activity", "The annex of the Act on Promotion of Specified Non-profit Activities, in its three versions of 1998, 2003 and 2012, each for its time"},
					{"Numbers of municipalities", "Local government codes (Ministry of Internal Affairs and Communications)"},
					{"Regions", "East, centre and west are the words of the plan of 2008. The plan draws no borders; this site has assigned the municipalities."},
					{"Holidays", "Act on National Holidays"},
					{"Colours and type sizes", "Design tokens of the Digital Agency Design System (MIT licence)"},
				}},
				{Text: "The map of the municipalities is a drawing made for this site that shows how they lie to each other."},
			}},
			{"processing", "How it is processed", []block{
				{List: []string{
					"Character codes are unified; broken rows are recorded and not imported.",
					"Records with the same corporate number become one organization. Those without one are joined by name and address.",
					"Where two sources differ in name or address, that of the National Tax Agency is shown.",
					"Status, field numbers and the next filing deadline are derived from the values of the sources.",
				}},
			}},
			{"reuse", "When you use data from this site", []block{
				{Text: "Whether CSV, JSON or Atom: please give the credits above and say that you have processed the data."},
				{Links: []ui.Link{{Href: termsPath + "#reuse", Label: "Terms of use, Article 4. Reuse"}}},
			}},
		},
	}
}

func asOfEN(t told) []block {
	switch {
	case t.Demo:
		return []block{{Notice: "This is sample data", Text: "Organizations marked as fictitious were invented for trying out the pages. They are not from the public data below."}}
	case t.AsOf == "":
		return []block{{Text: "No data has been imported yet."}}
	}
	return []block{{Text: "The newest data on this site is as of " + t.AsOf + ". For some organizations and entries it is older."}}
}
