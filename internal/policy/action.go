package policy

// Action names what somebody does. Each route has one, and policy.tsv says who may do it.
type Action string

// Anyone is the action of routes that every reader may use. It must be said; there is no default.
const Anyone Action = "anyone"

// A person and their own account.
const (
	MyView        Action = "my.view"
	SessionEnd    Action = "session.end"
	SessionList   Action = "session.list"
	SessionExport Action = "session.export"
	AccountEdit   Action = "account.edit"
	AccountErase  Action = "account.erase"
	FactorEnrol   Action = "factor.enrol"
	FactorEdit    Action = "factor.edit"
	SessionStepUp Action = "session.step-up"
)

// Organizations come in.
const (
	ApplicationCreate   Action = "application.create"
	ApplicationView     Action = "application.view"
	ApplicationEdit     Action = "application.edit"
	ApplicationWithdraw Action = "application.withdraw"
	ApplicationApprove  Action = "application.approve"
	ApplicationReturn   Action = "application.return"
	ClaimCreate         Action = "claim.create"
	ClaimView           Action = "claim.view"
	ClaimConfirm        Action = "claim.confirm"
	InvitationAnswer    Action = "invitation.answer"
	ClaimDecide         Action = "claim.decide"
	SuccessionPropose   Action = "succession.propose"
	SuccessionView      Action = "succession.view"
	SuccessionDecide    Action = "succession.decide"
	IntakeList          Action = "intake.list"
	IntakeExport        Action = "intake.export"
)

// An organization and its people.
const (
	OrganizationManage Action = "organization.manage"
	MemberInvite       Action = "member.invite"
	MemberEnd          Action = "member.end"
	ProxyCreate        Action = "proxy.create"
)

// Profiles.
const (
	ProfileView     Action = "profile.view"
	ProfileReview   Action = "profile.review"
	ProfileEdit     Action = "profile.edit"
	ProfilePublish  Action = "profile.publish"
	ProfileUndo     Action = "profile.undo"
	ConsentWithdraw Action = "consent.withdraw"
)

// 社会貢献バンク: offers and needs.
const (
	ListingRead     Action = "listing.read"
	ListingCreate   Action = "listing.create"
	ListingManage   Action = "listing.manage"
	ListingEdit     Action = "listing.edit"
	ListingSubmit   Action = "listing.submit"
	ListingPause    Action = "listing.pause"
	ListingResume   Action = "listing.resume"
	ListingWithdraw Action = "listing.withdraw"
	ListingComplete Action = "listing.complete"
	ListingRenew    Action = "listing.renew"
	ListingCheck    Action = "listing.check"
	ListingPublish  Action = "listing.publish"
	ListingReturn   Action = "listing.return"
	ListingTie      Action = "listing.tie"
	ListingExport   Action = "listing.export"
)

// Inquiries.
const (
	InquiryCreate   Action = "inquiry.create"
	InquiryView     Action = "inquiry.view"
	InquiryReply    Action = "inquiry.reply"
	InquiryMeet     Action = "inquiry.meet"
	InquiryAccept   Action = "inquiry.accept"
	InquiryDecline  Action = "inquiry.decline"
	InquiryWithdraw Action = "inquiry.withdraw"
	InquiryConfirm  Action = "inquiry.confirm"
	InquiryMediate  Action = "inquiry.mediate"
)

// Collaborations.
const (
	CollaborationView     Action = "collaboration.view"
	CollaborationHandOver Action = "collaboration.hand-over"
	CollaborationReport   Action = "collaboration.report"
	CollaborationFeedback Action = "collaboration.feedback"
	CollaborationEnd      Action = "collaboration.end"
)

// The coordinator's desk.
const (
	DeskView           Action = "desk.view"
	DeskExport         Action = "desk.export"
	DeskAssign         Action = "desk.assign"
	AbsenceEdit        Action = "absence.edit"
	ConsultationView   Action = "consultation.view"
	ConsultationCreate Action = "consultation.create"
	ConsultationEdit   Action = "consultation.edit"
	ConsultationExport Action = "consultation.export"
	ReferralCreate     Action = "referral.create"
	ReferralView       Action = "referral.view"
	ReferralAnswer     Action = "referral.answer"
	MatchView          Action = "match.view"
	MatchOverride      Action = "match.override"
	FiguresView        Action = "figures.view"
	FiguresExport      Action = "figures.export"
)

// Standing alerts.
const (
	AlertView Action = "alert.view"
	AlertEdit Action = "alert.edit"
)

// The register's upkeep.
const (
	QuestionAnswer   Action = "question.answer"
	QuestionList     Action = "question.list"
	CorrectionList   Action = "correction.list"
	CorrectionExport Action = "correction.export"
	CorrectionDecide Action = "correction.decide"
	MergeView        Action = "merge.view"
	MergeExport      Action = "merge.export"
	MergeMake        Action = "merge.make"
	MergeUndo        Action = "merge.undo"
	GroupsImport     Action = "groups.import"
	GroupsExport     Action = "groups.export"
)

// People and posts.
const (
	PersonList    Action = "person.list"
	PersonExport  Action = "person.export"
	PersonView    Action = "person.view"
	PersonCreate  Action = "person.create"
	PersonEdit    Action = "person.edit"
	PersonSuspend Action = "person.suspend"
	PersonErase   Action = "person.erase"
	PersonReset   Action = "person.reset"
	FactorReset   Action = "factor.reset"
	PostList      Action = "post.list"
	PostEdit      Action = "post.edit"
	TransferMake  Action = "transfer.make"
	HandoverView  Action = "handover.view"
	InventoryView Action = "inventory.view"
)

// Policy and the role matrix.
const (
	PolicyView   Action = "policy.view"
	MatrixChange Action = "matrix.change"
	DutyReport   Action = "duty.report"
)

// The house itself.
const (
	AdminView    Action = "admin.view"
	AuditRead    Action = "audit.read"
	AuditExport  Action = "audit.export"
	AuditErase   Action = "audit.erase"
	JobList      Action = "job.list"
	MailList     Action = "mail.list"
	MailExport   Action = "mail.export"
	MailView     Action = "mail.view"
	MailRetry    Action = "mail.retry"
	SettingsEdit Action = "settings.edit"
	GlassBreak   Action = "glass.break"
)

// labels say each action as a verb.
var labels = map[Action][2]string{
	MyView:                {"マイページを見る", "See one's own page"},
	SessionEnd:            {"ログインを終わらせる", "End a session"},
	SessionList:           {"ログイン中の一覧を見る", "List sessions"},
	SessionExport:         {"ログイン中の一覧を書き出す", "Export the list of sessions"},
	AccountEdit:           {"自分の登録内容を変える", "Edit one's own record"},
	AccountErase:          {"自分のアカウントの消去を申し出る", "Ask for one's own account to be erased"},
	FactorEnrol:           {"確認方法を登録する", "Enrol a way to sign in"},
	FactorEdit:            {"確認方法を変える・消す", "Change or remove a way to sign in"},
	SessionStepUp:         {"本人確認をもう一度する", "Prove again who one is"},
	ApplicationCreate:     {"団体・企業の登録を申請する", "Apply for a group or company"},
	ApplicationView:       {"登録申請を見る", "See an application"},
	ApplicationEdit:       {"差し戻された申請を直す", "Mend a returned application"},
	ApplicationWithdraw:   {"申請を取り下げる", "Withdraw an application"},
	ApplicationApprove:    {"任意団体・企業の登録を承認する", "Approve a group or company"},
	ApplicationReturn:     {"登録申請を理由を付けて差し戻す", "Return an application with a reason"},
	ClaimCreate:           {"NPO法人の担当者として名乗り出る", "Claim an NPO corporation"},
	ClaimView:             {"名乗り出の記録を見る", "See a claim"},
	InvitationAnswer:      {"自分への招待を受ける、断る", "Accept or decline an invitation to oneself"},
	ClaimConfirm:          {"届いた確認コードを入力する", "Enter the code from the letter"},
	ClaimDecide:           {"名乗り出を確かめる", "Decide on a claim"},
	SuccessionPropose:     {"代表者の交代を申し出る", "Propose a new representative"},
	SuccessionView:        {"代表者の交代の申出を見る", "See the proposal of a new representative"},
	SuccessionDecide:      {"代表者の交代を認める", "Accept a new representative"},
	IntakeList:            {"受付の一覧を見る", "List what waits for a decision"},
	IntakeExport:          {"受付の一覧を書き出す", "Export what waits for a decision"},
	OrganizationManage:    {"自分の団体の管理画面を見る", "Manage one's own organization"},
	MemberInvite:          {"同じ団体の人を招く", "Invite a colleague"},
	MemberEnd:             {"同じ団体の人の担当を終える", "End a colleague's duty"},
	ProxyCreate:           {"代理で登録する", "Enter for somebody else"},
	ProfileView:           {"プロフィールの限定項目を見る", "See restricted fields of a profile"},
	ProfileReview:         {"プロフィールの全体を確かめる", "Look over a whole profile"},
	ProfileEdit:           {"プロフィールを書く", "Write a profile"},
	ConsentWithdraw:       {"規約への同意を取り消す", "Withdraw the consent to the terms"},
	ProfilePublish:        {"プロフィールを公開・非公開にする", "Publish or hide a profile"},
	ProfileUndo:           {"代理で書かれた内容を取り消す", "Undo what a proxy wrote"},
	QuestionAnswer:        {"取込の確認事項に答える", "Answer import questions"},
	QuestionList:          {"取込の確認事項を見る", "List import questions"},
	ListingRead:           {"公開前・限定公開の提供やニーズを読む", "Read offers and needs that are not public"},
	ListingCreate:         {"提供やニーズを書き始める", "Begin an offer or a need"},
	ListingManage:         {"提供やニーズの管理の画面を見る", "See the page of one's own offer or need"},
	ListingEdit:           {"提供やニーズを書き直す", "Edit an offer or a need"},
	ListingSubmit:         {"提供やニーズの掲載を申し込む", "Submit an offer or a need"},
	ListingPause:          {"掲載を一時停止する", "Pause a listing"},
	ListingResume:         {"掲載を再開する", "Resume a listing"},
	ListingWithdraw:       {"掲載を取り下げる", "Withdraw a listing"},
	ListingComplete:       {"掲載を完了にする", "Close a listing as done"},
	ListingRenew:          {"掲載期限を延ばす", "Prolong a listing"},
	ListingCheck:          {"掲載の確認の一覧を見る", "See what waits for the check before publication"},
	ListingPublish:        {"提供やニーズを公開する", "Publish an offer or a need"},
	ListingReturn:         {"提供やニーズを差し戻す", "Return an offer or a need"},
	ListingTie:            {"単発の申し出を団体に結び付ける", "Tie a one-off form to an organization"},
	ListingExport:         {"掲載の一覧を書き出す", "Export the list of listings"},
	InquiryCreate:         {"問い合わせる", "Send an inquiry"},
	InquiryView:           {"問い合わせのやり取りを見る", "Read an inquiry"},
	InquiryReply:          {"問い合わせに返信する", "Reply to an inquiry"},
	InquiryMeet:           {"面談を決める・同席を頼む", "Fix a meeting, ask the centre to sit in"},
	InquiryAccept:         {"問い合わせを受け入れる", "Accept an inquiry"},
	InquiryDecline:        {"問い合わせを断る", "Decline an inquiry"},
	InquiryWithdraw:       {"問い合わせを取り下げる", "Withdraw an inquiry"},
	InquiryConfirm:        {"取り置きを受け取ると答える", "Confirm what is held"},
	InquiryMediate:        {"問い合わせの仲介に入る", "Take an inquiry over as mediator"},
	CollaborationView:     {"協働の記録を見る", "See a collaboration"},
	CollaborationHandOver: {"引渡し・実施を記録する", "Record the hand-over"},
	CollaborationReport:   {"報告する", "Report"},
	CollaborationFeedback: {"ふりかえりを書く", "Give feedback"},
	CollaborationEnd:      {"協働を中止する", "Call a collaboration off"},
	DeskView:              {"コーディネーターの机を見る", "See the coordinator's desk"},
	DeskExport:            {"机の一覧を書き出す", "Export the desk's queue"},
	DeskAssign:            {"案件の担当を決める", "Assign a case"},
	AbsenceEdit:           {"不在と代理を登録する", "Enter an absence and a deputy"},
	ConsultationView:      {"相談記録を見る", "See consultations"},
	ConsultationCreate:    {"相談を記録する", "Record a consultation"},
	ConsultationEdit:      {"相談記録を書き直す", "Edit a consultation"},
	ConsultationExport:    {"相談記録を書き出す", "Export consultations"},
	ReferralCreate:        {"別の支援センターに紹介する", "Refer a matter to another centre"},
	ReferralView:          {"紹介を見る", "See referrals"},
	ReferralAnswer:        {"紹介に答える", "Answer a referral"},
	MatchView:             {"候補と理由を見る", "See candidates and reasons"},
	MatchOverride:         {"候補の順を理由を付けて変える", "Override a rank, with a reason"},
	FiguresView:           {"社会貢献バンクの集計と内訳を見る", "See the bank's figures and the rows behind them"},
	FiguresExport:         {"集計の内訳を書き出す", "Export the rows behind the figures"},
	AlertView:             {"新着のお知らせを見る", "See one's alerts"},
	AlertEdit:             {"新着のお知らせを設定する", "Set one's alerts"},
	CorrectionList:        {"訂正の知らせを見る", "List correction notices"},
	CorrectionExport:      {"訂正の知らせを書き出す", "Export correction notices"},
	CorrectionDecide:      {"訂正の知らせに対応する", "Handle a correction notice"},
	MergeView:             {"重複した登録を比べる", "Compare double records"},
	MergeExport:           {"まとめた登録の一覧を書き出す", "Export the list of merges"},
	MergeMake:             {"重複した登録をまとめる", "Merge double records"},
	MergeUndo:             {"まとめた登録を元に戻す", "Undo a merge"},
	GroupsImport:          {"団体名簿を取り込む", "Import a list of groups"},
	GroupsExport:          {"同意を待つ団体の一覧を書き出す", "Export the groups whose consent is awaited"},
	PersonList:            {"利用者の一覧を見る", "List people"},
	PersonExport:          {"利用者の一覧を書き出す", "Export the list of people"},
	PersonView:            {"利用者の登録内容を見る", "See a person's record"},
	PersonCreate:          {"職員を招く", "Invite an officer"},
	PersonEdit:            {"利用者の登録内容を直す", "Edit a person's record"},
	PersonSuspend:         {"利用を止める・再開する", "Suspend or reinstate a person"},
	PersonErase:           {"利用者の個人情報を消す", "Erase a person's data"},
	PersonReset:           {"窓口でログイン方法を作り直す", "Reset sign-in at the counter"},
	FactorReset:           {"職員の確認方法を作り直す", "Reset an officer's second factor"},
	PostList:              {"職の一覧を見る", "List posts"},
	PostEdit:              {"職と役割を決める", "Decide posts and roles"},
	TransferMake:          {"人事異動を反映する", "Apply personnel transfers"},
	HandoverView:          {"引継ぎの画面を見る", "See a hand-over page"},
	InventoryView:         {"権限の棚卸しをする", "Take stock of rights"},
	PolicyView:            {"権限の表を見る", "See the permission table"},
	MatrixChange:          {"役割分担表を変える", "Change the role matrix"},
	DutyReport:            {"役割分担の取組状況を書く", "Report on a duty of the matrix"},
	AdminView:             {"管理の入口を見る", "See the administration's entrance"},
	AuditRead:             {"操作の記録を調べる", "Search the log"},
	AuditExport:           {"操作の記録を書き出す", "Export the log"},
	AuditErase:            {"記録の個人情報を消す", "Erase personal values of the log"},
	JobList:               {"処理の状況を見る", "See the state of jobs"},
	MailList:              {"送信メールの一覧を見る", "List outgoing mail"},
	MailExport:            {"送信メールの一覧を書き出す", "Export the list of outgoing mail"},
	MailView:              {"送信メールの本文を見る", "Read outgoing mail"},
	MailRetry:             {"メールを送り直す", "Send a mail again"},
	SettingsEdit:          {"サイトの設定を変える", "Change settings of the site"},
	GlassBreak:            {"緊急時の閲覧を始める", "Break the glass"},
}

// Label is the action as a verb, in Japanese or English.
func (a Action) Label(lang string) string {
	l := labels[a]
	if lang == "en" {
		return l[1]
	}
	return l[0]
}
