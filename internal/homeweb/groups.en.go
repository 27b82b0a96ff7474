package homeweb

import "kyodo/internal/web/ui"

// groupsEN is groupsJA in English.
func groupsEN() groupWords {
	return groupWords{
		Title:       "For organizations",
		Description: "How to find your organization's page, check what it says and report an error.",
		Lead:        "Companies and public offices look your organization up here. See how it is listed, and tell us what is wrong. Neither needs an account. Once signed in, you can write your organization's profile.",
		Find:        "Open your organization's page", FindText: "Type a part of the name or its reading. The words for “NPO corporation” may be left out.",
		SearchLabel: "Name of the organization", SearchHint: "Old and new forms of characters, full and half width, hiragana and katakana count as the same. Former names are found too.",
		Missing: "If you cannot find it",
		Reasons: []fact{
			{"It is new", "It takes some days until the public data has it and the operator has imported the data."},
			{"It is not a corporation", "The state's data on corporations does not have voluntary groups. Listed are groups of the lists of the support centre and the municipalities that agreed to be shown, and those whose application was approved. Sign in to apply."},
			{"Its name or address has changed", "Until the state's data follows the registration, the former name or address is shown."},
			{"It is excluded from search", "Corporations that the state's corporate number site has taken out of its search are not found here either."},
		},
		Check: "Check what is listed", CheckText: "Look at these above all. Companies choose by them whom to speak to.",
		Checks: []string{
			"Are the name, its reading and the address of the main office up to date?",
			"Are purpose and fields of activity those of your present articles of incorporation?",
			"Are the end of the business year and the next filing deadline right?",
			"As of when is the data? Later changes are not in it yet.",
		},
		Fix: "Report an error", FixText: "Anyone can do so by “Report an error in this information” at the foot of an organization's page.",
		Steps: []string{
			"Open your organization's page.",
			"Choose “Report an error in this information”.",
			"Write which entry is wrong and in what way. If a document shows what is right, name it.",
			"After sending you get a receipt number. Only the officers read your message; it does not appear on the page.",
		},
		FixNote: "If the public data itself is wrong, correcting this site is not enough. Please have registrations changed at the Legal Affairs Bureau, and the particulars of an NPO corporation at its competent authority. The next import brings the change here.",
		How:     "How information gets here", HowText: "This site imports data that the state publishes and puts it together, one page for each organization.",
		Path: []string{
			"The Corporate Number Publication Site of the National Tax Agency: names, addresses, corporate numbers, closed registrations. Changes of the registration reach the agency, which publishes them.",
			"The NPO Corporation Portal Site of the Cabinet Office: readings, purposes, fields of activity, authorities, certification and approval, business years. The competent authorities enter these.",
			"The operator imports the files. Records with the same corporate number become one organization. Records without a number are joined by name and address, and a person decides where that is doubtful.",
			"Every entry is published with its source and date. Where the two differ, names and addresses are those of the National Tax Agency.",
		},
		HowNote: "To write about yourselves, sign in: an NPO corporation claims its page, a voluntary group applies for registration. Who does not use mail can sign in with a printed card. Messages from companies cannot be received here yet.",
		Filing:  "Annual reports", FilingText: "Within the first three months of every business year an NPO corporation prepares the reports of the year before, keeps them at its office and files them with its authority once a year.",
		Filings: []string{
			"Business report",
			"Statement of activities and balance sheet with their notes",
			"Inventory of assets",
			"List of the officers of the year",
			"List of at least ten members",
		},
		FilingNote: "The deadline on an organization's page is calculated from its published business year. Details are set by the ordinance of the authority, which also tells forms and addresses.",
		Bank:       "Say what you need", BankText: "List what you lack in the contribution bank: goods, hands, a place. The form asks one thing after the other. The support centre writes it for you if you like.",
		BankLinks: []ui.Link{
			{Href: "/my", Label: "Sign in and write a need"},
			{Href: "/bank/offers", Label: "See what companies offer"},
		},
	}
}
