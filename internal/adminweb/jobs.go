package adminweb

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"kyodo/internal/jobs"
	"kyodo/internal/sqldb"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// jobsShown is how many due rows and failed jobs a page draws.
const jobsShown = 100

// house is the state of what runs by itself.
type house struct {
	counts map[string]int64
	dues   []jobs.Due
	failed []jobs.Failure
}

func (p *pages) work(r *web.Request, limit int) (h house, err error) {
	err = p.view(r, func(tx *sqldb.Tx) (err error) {
		if h.counts, err = jobs.Counts(tx); err != nil {
			return err
		}
		if h.dues, err = jobs.Dues(tx, limit); err != nil {
			return err
		}
		h.failed, err = p.Outbox.Queue.Failures(tx, limit)
		return err
	})
	return h, err
}

// jobs shows what waits, what runs and what failed.
func (p *pages) jobs(w http.ResponseWriter, r *web.Request) error {
	h, err := p.work(r, jobsShown)
	if err != nil {
		return err
	}
	l := r.Lang
	v := p.start(r, wJobs)
	v.Lead = wJobsLead.In(l)
	counts := &table{ID: "counts", Caption: wQueue.In(l), Columns: []string{wState.In(l), wNumberOf.In(l)}, None: wNoJobs.In(l), NoneDo: wNoJobsDo.In(l)}
	for _, state := range slices.Sorted(maps.Keys(h.counts)) {
		label := state
		if w, ok := jobStates[state]; ok {
			label = w.In(l)
		}
		counts.Rows = append(counts.Rows, []cell{text(label), text(ui.Number(int(h.counts[state])))})
	}
	v.section("queue", wQueue)
	v.rows(counts)
	v.section("failures", wFailures)
	failed := failureTable(h.failed, l)
	failed.CSV = JobsPath + ".csv"
	v.rows(failed)
	v.section("dues", wDues)
	due := &table{ID: "due", Caption: wDues.In(l), Columns: []string{wKind.In(l), wObject.In(l), wDue.In(l)}, None: wNoDues.In(l), NoneDo: wNoDuesDo.In(l)}
	for _, d := range h.dues {
		at := text(moment(d.At, l))
		if d.At.Before(r.Now) {
			at = tag(ui.Info, moment(d.At, l))
		}
		due.Rows = append(due.Rows, []cell{text(kindName(d.Kind, l)), text(strings.TrimPrefix(d.Subject, "all")), at})
	}
	v.rows(due)
	return show(w, r, http.StatusOK, v)
}

func failureTable(list []jobs.Failure, l ui.Lang) *table {
	t := &table{ID: "failed", Caption: wFailures.In(l), None: wNoFailures.In(l), NoneDo: wNoFailuresDo.In(l),
		Columns: []string{wEntryID.In(l), wKind.In(l), wState.In(l), wAttempts.In(l), wNextTry.In(l), wErrorText.In(l)}}
	for _, f := range list {
		state := tag(ui.Warn, jobStates["retryable"].In(l))
		if f.GivenUp {
			state = tag(ui.Bad, jobStates["discarded"].In(l))
		}
		t.Rows = append(t.Rows, []cell{text(strconv.FormatInt(f.ID, 10)), text(kindName(f.Kind, l)), state, text(numberOf(f.Attempts)), text(moment(f.Next, l)), {Text: f.Error, Pre: true}})
	}
	return t
}

// jobsCSV is the list of failures as a file.
func (p *pages) jobsCSV(w http.ResponseWriter, r *web.Request) error {
	h, err := p.work(r, 1000)
	if err != nil {
		return err
	}
	if err := p.record(r, exported(r, "jobs", len(h.failed))); err != nil {
		return err
	}
	return file(w, "jobs", failureTable(h.failed, r.Lang))
}

// kindNames say what the work of the queue is for.
var kindNames = map[string]ui.Word{
	"account.orphans":          ui.W("担当者のいない案件を知らせる", "Tell of matters without an owner"),
	"files.sweep":              ui.W("だれも使わない写真と添付を片づける", "Clear photos and attachments that nothing names"),
	"account.sweep":            ui.W("古いログインと招待を片づける", "Clear old sessions and invitations"),
	"mail.send":                ui.W("メールを送る", "Send a mail"),
	"mail.forget":              ui.W("古いメールを消す", "Forget old mails"),
	"register.expiry":          ui.W("認定の期限切れを反映する", "Let certifications lapse"),
	"search.forget":            ui.W("検索の古い変更を片づける", "Clear old changes of the search"),
	"web.forget":               ui.W("フォームの古い控えを片づける", "Clear old copies of forms"),
	"bank.draftwarn":           ui.W("触れていない下書きを知らせる", "Tell of an untouched draft"),
	"bank.draft":               ui.W("古い下書きを片づける", "Clear an old draft"),
	"bank.warn30":              ui.W("掲載の期限の30日前を知らせる", "Warn 30 days before the last day"),
	"bank.warn7":               ui.W("掲載の期限の7日前を知らせる", "Warn 7 days before the last day"),
	"bank.expire":              ui.W("掲載を期限で終える", "Let a listing expire"),
	"bank.check":               ui.W("掲載の確認の遅れを見る", "Look whether a check is late"),
	"bank.approval":            ui.W("社内確認のリンクを終える", "Let an approval link expire"),
	"bank.oneoff":              ui.W("単発の申し出の個人情報を消す", "Erase the personal data of a one-off form"),
	"bank.draw":                ui.W("抽選をする", "Draw lots"),
	"inquiry.remind":           ui.W("返事を催促する", "Remind of a reply"),
	"inquiry.alert":            ui.W("返事がないことをコーディネーターに知らせる", "Tell the coordinator of silence"),
	"inquiry.handover":         ui.W("返事のない問い合わせをセンターが引き継ぐ", "Hand a silent case to the centre"),
	"inquiry.held":             ui.W("取り置きの期限を見る", "Let a held share lapse"),
	"desk.unchecked":           ui.W("確認の遅れをまとめて知らせる", "Tell of late checks"),
	"collaboration.due":        ui.W("引渡しの遅れを知らせる", "Tell of a late hand-over"),
	"collaboration.report":     ui.W("報告をお願いする", "Ask for the report"),
	"collaboration.review":     ui.W("ふりかえりをお願いする", "Ask for the feedback"),
	"collaboration.reviewlast": ui.W("ふりかえりを催促する", "Remind of the feedback"),
	"collaboration.reviewover": ui.W("ふりかえりのない協働を終える", "End a collaboration without feedback"),
	"alert.now":                ui.W("新着のお知らせを送る", "Send alerts"),
	"alert.daily":              ui.W("新着のお知らせを毎日送る", "Send daily alerts"),
	"alert.weekly":             ui.W("新着のお知らせを毎週送る", "Send weekly alerts"),
	"member.claim":             ui.W("返事のない確認の手紙を終える", "Let a letter with a code lapse"),
	"member.draft":             ui.W("送られなかった申請を片づける", "Clear an application that was never sent"),
	"account.erase":            ui.W("個人の記録を消す", "Erase a person"),
}

func kindName(kind string, l ui.Lang) string {
	if w, ok := kindNames[kind]; ok {
		return w.In(l)
	}
	return kind
}
