package member

import (
	"kyodo/internal/register"
	"kyodo/internal/term"
)

var mailsJA = mailWords{
	Received: func(name, id string) letter {
		return letter{Subject: "登録の申請を受け付けました", Action: "申請の状況を見る", Path: ApplicationsPath + id, Lines: []string{
			"「" + name + "」の登録の申請を受け付けました。",
			"受付番号は " + id + " です。",
			"内容を確かめて、結果をメールでお知らせします。",
		}}
	},
	Returned: func(name, reason, id string) letter {
		return letter{Subject: "登録の申請の内容を直してください", Action: "申請を直す", Path: ApplicationsPath + id + "/edit", Lines: []string{
			"「" + name + "」の登録の申請について、直していただきたいところがあります。",
			"", reason, "",
			"直して送ると、もう一度確認します。入力した内容は残っています。",
		}}
	},
	Declined: func(name, reason, id string) letter {
		return letter{Subject: "登録の申請の結果のお知らせ", Action: "申請の内容を見る", Path: ApplicationsPath + id, Lines: []string{
			"「" + name + "」の登録は、次の理由により、お受けできませんでした。",
			"", reason, "",
			"ご不明な点は、県民活動支援センターにご相談ください。",
		}}
	},
	Approved: func(name string, org register.ID) letter {
		return letter{Subject: "登録が終わりました", Action: "プロフィールを書く", Path: ManagePath + string(org), Lines: []string{
			"「" + name + "」の登録が終わりました。",
			"次は、プロフィールを書いて公開してください。公開すると、協働の相手をさがす人に見つけてもらえます。",
		}}
	},
	Contested: func(name string, org register.ID) letter {
		return letter{Subject: "団体の担当者としての申出がありました", Action: "団体の管理画面を開く", Path: ManagePath + string(org), Lines: []string{
			"「" + name + "」の担当者として、別の人から申出がありました。登録を受け付ける担当が確かめます。",
			"同じ団体の人のときは、管理画面から招待できます。心当たりがないときは、県民活動支援センターにお知らせください。",
		}}
	},
	Confirmed: func(name string, org register.ID) letter {
		return letter{Subject: "団体の担当者として確認しました", Action: "団体の管理画面を開く", Path: ManagePath + string(org), Lines: []string{
			"あなたを「" + name + "」の担当者として確認しました。",
			"プロフィールを書いたり、同じ団体の人を招いたりできます。",
		}}
	},
	ClaimDeclined: func(name, reason, id string) letter {
		return letter{Subject: "団体の担当者としての申出の結果のお知らせ", Action: "申出の内容を見る", Path: ClaimsPath + id, Lines: []string{
			"「" + name + "」の担当者としての申出を、確認できませんでした。",
			"", reason, "",
			"ご不明な点は、県民活動支援センターにご相談ください。",
		}}
	},
	SuccessionAccepted: func(name string, begins term.Date, org register.ID) letter {
		return letter{Subject: "管理者の交代を受け付けました", Action: "団体の管理画面を開く", Path: ManagePath + string(org), Lines: []string{
			"「" + name + "」の管理者の交代を受け付けました。新しい管理者に、招待のメールを送りました。",
			"新しい管理者が3日のうちに招待を受けると、" + begins.Both() + "から団体を管理します。そのときは、あなたにお知らせします。それまでは、あなたが管理者です。",
		}}
	},
	SuccessionDeclined: func(name, reason string, org register.ID) letter {
		return letter{Subject: "管理者の交代の結果のお知らせ", Action: "団体の管理画面を開く", Path: ManagePath + string(org), Lines: []string{
			"「" + name + "」の管理者の交代を、受け付けられませんでした。",
			"", reason,
		}}
	},
	NewOwner: func(name string, begins term.Date, org register.ID) letter {
		return letter{Subject: "団体の管理者に選ばれました", Action: "団体の管理画面を開く", Path: ManagePath + string(org), Lines: []string{
			"あなたは、" + begins.Both() + "から「" + name + "」の管理者です。",
		}}
	},
	OwnerBegins: func(name string, begins term.Date, org register.ID) letter {
		return letter{Subject: "新しい管理者が招待を受けました", Action: "団体の管理画面を開く", Path: ManagePath + string(org), Lines: []string{
			"「" + name + "」の新しい管理者が、招待を受けました。",
			"新しい管理者は、" + begins.Both() + "から団体を管理します。あなたの担当は、その前の日で終わります。",
		}}
	},
	Ended: func(name string) letter {
		return letter{Subject: "団体の担当が終わりました", Action: "マイページを開く", Path: MyPath, Lines: []string{
			"「" + name + "」でのあなたの担当が終わりました。あなたのアカウントは、これからも使えます。",
		}}
	},
}
