package memberweb

import (
	"errors"
	"net/http"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/member"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// answerPath is the path of an invitation's answer; its id follows.
const answerPath = "/my/invitations/"

// Texts of invitations.
var (
	wInvitesToMe  = ui.W("団体から招かれています", "Organizations invite you")
	wInviteAsk    = ui.W("心当たりのない招待は、断ってください。受けるまで、相手の団体には何も知らされません。", "Decline what you know nothing of. Until you accept, the organization learns nothing.")
	wInviteCap    = ui.W("あなたへの招待", "Invitations to you")
	wTake         = ui.W("受ける", "Accept")
	wRefuse       = ui.W("断る", "Decline")
	wInvites      = ui.W("送った招待", "Invitations sent")
	wInvitesCap   = ui.W("メールで送った招待と、その状況", "Invitations by mail and how they stand")
	wInviteTo     = ui.W("あて先", "To")
	wInviteSent   = ui.W("送った日", "Sent on")
	wInviteUntil  = ui.W("期限", "Until")
	wInviteBack   = ui.W("招待を取り消す", "Take back")
	wTookBack     = ui.W("招待を取り消しました", "The invitation was taken back")
	wTookBackText = ui.W("送ったメールのリンクは、もう使えません。", "The link in the mail does not work any more.")
	wAnswerOver   = ui.W("この招待は終わっています", "This invitation is over")
	wAnswerText   = ui.W("答えたか、取り消されたか、期限が過ぎました。必要なときは、招いた人に、もう一度送ってもらってください。", "It was answered or taken back, or its time is over. If you need it, ask for another one.")
	wTook         = ui.W("招待を受けました", "You accepted the invitation")
	wTookText     = ui.W("団体の画面は「あなたの団体」から開けます。始まる日が決まっている招待は、その日から開けます。", "You find the organization among yours: at once, or from the day on which you begin.")
	wRefused      = ui.W("招待を断りました", "You declined the invitation")
	wRefusedText  = ui.W("あなたの担当は増えていません。", "You have no new duty.")
)

// inviteStates name the states of an invitation.
var inviteStates = map[member.State]ui.Word{
	member.Invited: ui.W("返事を待っています", "Waits for an answer"), member.Accepted: ui.W("受けました", "Accepted"), member.Declined: ui.W("断りました", "Declined"),
	member.Withdrawn: ui.W("取り消しました", "Taken back"), member.Expired: ui.W("期限切れ", "Expired"),
}

// answerWords say on a person's page what their answer did.
var answerWords = map[string][2]ui.Word{"took": {wTook, wTookText}, "refused": {wRefused, wRefusedText}, "over": {wAnswerOver, wAnswerText}}

// invitationObject is the invitation of the address as a decision sees it: of whom it invites.
func (p *pages) invitationObject(r *web.Request) (policy.Object, error) {
	id, err := idOf(r)
	if err != nil {
		return policy.Object{}, err
	}
	i, err := p.svc.Invitation(r.Context(), id)
	return i.Object(), err
}

// answer takes a person's yes or no to an invitation.
func (p *pages) answer(w http.ResponseWriter, r *web.Request) error {
	id, err := idOf(r)
	if err != nil {
		return err
	}
	yes := r.PostForm.Get("answer") == "yes"
	done := "refused"
	if yes {
		done = "took"
	}
	ctx := account.Speak(r.Context(), string(r.Lang))
	_, err = p.svc.Answer(ctx, r.By(), id, yes)
	if errors.Is(err, fault.Gone) {
		done, err = "over", nil
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, member.MyPath+"?done="+done)
}

// takeBack takes an invitation of an organization back.
func (p *pages) takeBack(w http.ResponseWriter, r *web.Request) error {
	oid, err := idOf(r)
	if err != nil {
		return err
	}
	done := "tookback"
	err = p.svc.WithdrawInvitation(r.Context(), r.By(), register.ID(oid), r.PostForm.Get("invitation"))
	if errors.Is(err, fault.Gone) || errors.Is(err, fault.NotFound) {
		done, err = "over", nil // the page shows which there are
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, member.ManagePath+oid+"?done="+done)
}

// toMe are the invitations that wait for the reader's answer.
func toMe(list []member.Invitation, l web.Lang) part {
	pt := part{ID: "invitations", Title: wInvitesToMe.In(l), Text: []string{wInviteAsk.In(l)}, Table: &table{ID: "to-me", Caption: wInviteCap.In(l),
		Columns: []string{wBody.In(l), wRole.In(l), wInviteUntil.In(l), wTake.In(l), wRefuse.In(l)}}}
	for i := range list {
		x := &list[i]
		answer := func(value, label string, second bool) *form {
			return &form{Action: answerPath + x.ID, Button: label, Second: second, For: x.Name, Hidden: [][2]string{{"answer", value}}}
		}
		pt.Table.Rows = append(pt.Table.Rows, []cell{{Text: x.Name, JA: true}, {Text: roleOf(x.Owner, l)}, {Text: moment(x.ExpiresAt, l)},
			{Form: answer("yes", wTake.In(l), false)}, {Form: answer("no", wRefuse.In(l), true)}})
	}
	return pt
}

// sent are the invitations of an organization, for those who may invite.
func sent(list []member.Invitation, path string, l web.Lang) part {
	pt := part{ID: "invitations", Title: wInvites.In(l), Table: &table{ID: "sent", Caption: wInvitesCap.In(l),
		Columns: []string{wInviteTo.In(l), wRole.In(l), wInviteSent.In(l), wInviteUntil.In(l), wStateLabel.In(l), wInviteBack.In(l)}}}
	for i := range list {
		x := &list[i]
		row := []cell{{Text: x.Address}, {Text: roleOf(x.Owner, l)}, {Text: moment(x.CreatedAt, l)}, {Text: moment(x.ExpiresAt, l)}, {Text: inviteStates[x.State].In(l)}, {}}
		if x.State == member.Invited {
			row[5].Form = &form{Action: path + "/withdraw", Button: wInviteBack.In(l), Second: true, For: x.Address, Hidden: [][2]string{{"invitation", x.ID}}}
		}
		pt.Table.Rows = append(pt.Table.Rows, row)
	}
	return pt
}

func roleOf(owner bool, l web.Lang) string {
	if owner {
		return wOwner.In(l)
	}
	return wMember.In(l)
}
