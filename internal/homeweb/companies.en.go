package homeweb

import "kyodo/internal/web/ui"

// companiesEN is companiesJA in English.
func companiesEN() companyWords {
	return companyWords{
		Title:       "For companies",
		Description: "How to find NPO corporations that work near your offices and check them against published information.",
		Lead:        "Whoever looks for a partner asks two things first: which organizations work nearby, and can they be trusted? This page shows how to find out both on this site.",
		Find:        "Find organizations nearby",
		FindText:    "Choose the field that interests you and the municipality of your office. One of them is enough.",
		Field:       "Field of activity", City: "Municipality", AnyField: "All fields", AnyCity: "All municipalities",
		NPOOnly: "Only active NPO corporations are listed.", Search: "Search", NoFields: "The public data on fields of activity and approval has not been imported yet. For now you can search by municipality.",
		Interests: "Choose by interest", InterestsText: "The law knows 20 fields of activity. These six put related fields together.",
		Read: "How to read an organization's page", ReadText: "The page shows only facts that the government has published. Beside each fact stands who published it and as of when.",
		Facts: []fact{
			{"Name and corporate number", "The corporate number has 13 digits and is assigned by the state. It and the address tell organizations of the same name apart."},
			{"Status", "“Active” means that neither a dissolution nor a closed registration has been published. It says nothing about how much or how well the organization works."},
			{"Purpose and fields", "The purpose in the articles of incorporation, and the fields of activity, of which the law names 20. An organization may have several."},
			{"Competent authority", "The prefecture or designated city that certified the organization and receives its annual reports."},
			{"Next filing deadline", "Within the first three months of every business year an NPO corporation prepares the reports of the year before and files them with the authority. The page calculates that day."},
			{"History", "Changes of name or address, closed registrations and the like, by date."},
			{"Source and as-of date", "Which public data says so, and as of when. An empty entry means that the public data has nothing there."},
		},
		Approval: "What “approved” means", ApprovalText: "NPO corporations stand on one of three levels. The list and the organization's page show which.",
		Levels: []fact{
			{"Certified (every NPO corporation)", "The authority has confirmed that the papers and procedure of establishment meet the law. It does not vouch for the activities."},
			{"Approved NPO corporation", "The authority has found that the corporation meets higher standards, such as broad public support and proper management and accounts. The approval holds for five years and can be renewed."},
			{"Specially approved NPO corporation", "For corporations within five years of their establishment: all the standards but that of public support are met. It holds for three years, is given once and cannot be renewed."},
		},
		LevelsNote:   "Donations to approved and specially approved NPO corporations have tax advantages. Please ask your tax accountant or tax office whether they apply to you. An organization without approval is not for that reason less trustworthy.",
		ApprovedList: "List approved and specially approved NPO corporations",
		Check:        "What to check before you make contact", CheckText: "In this order it takes a few minutes for each organization.",
		Checks: []string{
			"Are name, corporate number and address the same as you were told?",
			"Is the status “Active”, without dissolution, closed registration or revoked certification?",
			"Do purpose and fields of activity meet your company's interests?",
			"Did name or address change several times within a short time? If so, ask why.",
			"As of when is the data? If it is old, look at what the authority or the organization has published since.",
			"Print the organization's page for your internal papers. Sources and dates are printed with it.",
		},
		Data: "Take the data with you", DataText: "The buttons below every list give you the same rows as a file, with the conditions you chose.",
		DataLinks: []ui.Link{
			{Href: "/orgs.csv?kind=npo&status=active", Label: "Active NPO corporations (CSV)"},
			{Href: "/orgs.csv?kind=npo&status=active&encoding=cp932", Label: "The same (CSV, Shift_JIS)"},
			{Href: "/api/v1/organizations?kind=npo&status=active", Label: "JSON"},
		},
		DataNote: "For a spreadsheet use the first CSV file. The conditions of use stand on the page “Data sources”.",
		Bank:     "Say what you can give", BankText: "List goods, people, places or know-how in the contribution bank. Drafts are ready: it takes about three minutes. You need not know yet what you can give.",
		BankLinks: []ui.Link{
			{Href: "/bank/one-off", Label: "Offer once, without an account"},
			{Href: "/my", Label: "Sign in and write an offer"},
			{Href: "/bank/needs", Label: "See what groups need"},
		},
		Count: func(n string) string { return " (" + n + ")" },
	}
}
