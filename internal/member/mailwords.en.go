package member

import (
	"kyodo/internal/register"
	"kyodo/internal/term"
)

var mailsEN = mailWords{
	Received: func(name, id string) letter {
		return letter{Subject: "We received your application", Action: "See where it stands", Path: ApplicationsPath + id, Lines: []string{
			"We received the application to register \"" + name + "\".",
			"Its number is " + id + ".",
			"We shall check it and mail you the result.",
		}}
	},
	Returned: func(name, reason, id string) letter {
		return letter{Subject: "Please mend your application", Action: "Mend the application", Path: ApplicationsPath + id + "/edit", Lines: []string{
			"There is something to mend in the application to register \"" + name + "\".",
			"", reason, "",
			"Once you send it again we shall check it again. What you typed is kept.",
		}}
	},
	Declined: func(name, reason, id string) letter {
		return letter{Subject: "The result of your application", Action: "See the application", Path: ApplicationsPath + id, Lines: []string{
			"We could not register \"" + name + "\" for this reason:",
			"", reason, "",
			"The prefecture's citizens' activity centre is glad to help.",
		}}
	},
	Approved: func(name string, org register.ID) letter {
		return letter{Subject: "The registration is complete", Action: "Write the profile", Path: ManagePath + string(org), Lines: []string{
			"\"" + name + "\" is now registered.",
			"Next, write and publish its profile, so that those who look for a partner can find you.",
		}}
	},
	Contested: func(name string, org register.ID) letter {
		return letter{Subject: "Somebody else says they act for your organization", Action: "Manage the organization", Path: ManagePath + string(org), Lines: []string{
			"Somebody says that they act for \"" + name + "\". An officer of the prefecture will check this.",
			"If it is a colleague you can invite them. If you know nothing of it, please tell the citizens' activity centre.",
		}}
	},
	Confirmed: func(name string, org register.ID) letter {
		return letter{Subject: "You now act for the organization", Action: "Manage the organization", Path: ManagePath + string(org), Lines: []string{
			"We confirmed that you act for \"" + name + "\".",
			"You can write its profile and invite colleagues.",
		}}
	},
	ClaimDeclined: func(name, reason, id string) letter {
		return letter{Subject: "The result of your claim", Action: "See the claim", Path: ClaimsPath + id, Lines: []string{
			"We could not confirm that you act for \"" + name + "\".",
			"", reason, "",
			"The prefecture's citizens' activity centre is glad to help.",
		}}
	},
	SuccessionAccepted: func(name string, begins term.Date, org register.ID) letter {
		return letter{Subject: "The change of owner was accepted", Action: "Manage the organization", Path: ManagePath + string(org), Lines: []string{
			"The change of owner of \"" + name + "\" was accepted. The new owner has been invited by mail.",
			"If they accept within three days, they manage it from " + begins.English() + ", and we tell you. Until then you are its owner.",
		}}
	},
	SuccessionDeclined: func(name, reason string, org register.ID) letter {
		return letter{Subject: "The result of the change of owner", Action: "Manage the organization", Path: ManagePath + string(org), Lines: []string{
			"The change of owner of \"" + name + "\" was not accepted.",
			"", reason,
		}}
	},
	NewOwner: func(name string, begins term.Date, org register.ID) letter {
		return letter{Subject: "You were named owner of an organization", Action: "Manage the organization", Path: ManagePath + string(org), Lines: []string{
			"From " + begins.English() + " on you manage \"" + name + "\".",
		}}
	},
	OwnerBegins: func(name string, begins term.Date, org register.ID) letter {
		return letter{Subject: "The new owner has said yes", Action: "Manage the organization", Path: ManagePath + string(org), Lines: []string{
			"The new owner of \"" + name + "\" has accepted the invitation.",
			"They manage it from " + begins.English() + ". Your duty ends the day before.",
		}}
	},
	Ended: func(name string) letter {
		return letter{Subject: "Your duty in an organization has ended", Action: "Open my page", Path: MyPath, Lines: []string{
			"You no longer act for \"" + name + "\". Your account stays as it is.",
		}}
	},
}
