package intake

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"kyodo/internal/term"
)

// Cause is why an NPO法人 was dissolved (特定非営利活動促進法31条1項).
type Cause string

// The causes, in the order of the law.
const (
	CauseResolution    Cause = "resolution"    // 社員総会の決議 (1号)
	CauseBylaws        Cause = "bylaws"        // 定款で定めた解散事由 (2号)
	CauseImpossibility Cause = "impossibility" // 事業の成功の不能 (3号)
	CauseNoMembers     Cause = "no-members"    // 社員の欠亡 (4号)
	CauseMerger        Cause = "merger"        // 合併 (5号)
	CauseBankruptcy    Cause = "bankruptcy"    // 破産手続開始の決定 (6号)
	CauseRevoked       Cause = "revoked"       // 設立の認証の取消し (7号)
	CauseOther         Cause = "other"         // anything else that is written there
)

// causes are the words by which the prose names each cause; the first that occurs
// decides.
var causes = []struct {
	cause Cause
	words []string
}{
	{CauseRevoked, []string{"認証取消", "認証の取消", "認証を取消", "認証取り消", "認証の取り消", "認証を取り消"}},
	{CauseBankruptcy, []string{"破産"}},
	{CauseMerger, []string{"合併"}},
	{CauseNoMembers, []string{"欠亡", "欠乏", "社員がいなく", "社員の不存在"}},
	{CauseImpossibility, []string{"不能"}},
	{CauseBylaws, []string{"定款で定めた", "定款に定め", "定款の定め", "定款所定", "存続期間の満了"}},
	{CauseResolution, []string{"総会", "決議"}},
}

// Measure is what a 所轄庁 did to a corporation.
type Measure string

// The measures, in the order of the law.
const (
	MeasureReport          Measure = "report"           // 報告徴収・立入検査 (41条)
	MeasureOrder           Measure = "order"            // 改善命令 (42条, 65条)
	MeasureRevoked         Measure = "revoked"          // 設立の認証の取消し (43条)
	MeasureRecommendation  Measure = "recommendation"   // 勧告 (65条)
	MeasureApprovalRevoked Measure = "approval-revoked" // 認定・特例認定の取消し (67条)
	MeasureDemand          Measure = "demand"           // 督促
	MeasureFine            Measure = "fine"             // 過料 (80条)
	MeasureOther           Measure = "other"
)

// measures are the words of the measures; the first that occurs decides.
var measures = []struct {
	measure Measure
	words   []string
}{
	{MeasureApprovalRevoked, []string{"認定取消", "認定の取消", "認定を取消", "認定取り消", "認定の取り消", "認定を取り消"}},
	{MeasureRevoked, causes[0].words},
	{MeasureOrder, []string{"改善命令", "命令"}},
	{MeasureRecommendation, []string{"勧告"}},
	{MeasureReport, []string{"報告徴収", "報告の徴収", "報告を求", "立入", "検査"}},
	{MeasureFine, []string{"過料"}},
	{MeasureDemand, []string{"督促", "催告"}},
}

// Supervision is one entry of 監督情報.
type Supervision struct {
	On      term.Date // no date where the prose gives none
	Measure Measure
	Text    string // the entry without its date
}

// Dissolved reads 解散情報, such as 「2004年05月18日 社員総会の決議(...)」, of one line or
// several. The entry with a cause of the law decides, the first of them; revoked says
// that any entry is a revocation of the 認証. Blank prose gives no date and "".
func Dissolved(text string) (on term.Date, cause Cause, revoked bool) {
	for _, e := range entries(text) {
		found := causeOf(e.text)
		revoked = revoked || found == CauseRevoked
		if cause == "" || cause == CauseOther && found != CauseOther {
			on, cause = e.on, found
		}
		if on.IsZero() && found == cause {
			on = e.on
		}
	}
	return on, cause, revoked
}

// Supervised reads 監督情報: every entry with its date and what it was.
func Supervised(text string) []Supervision {
	var all []Supervision
	for _, e := range entries(text) {
		s := Supervision{On: e.on, Measure: MeasureOther, Text: e.text}
		plain := compact(e.text)
		for _, m := range measures {
			if containsAny(plain, m.words) {
				s.Measure = m.measure
				break
			}
		}
		all = append(all, s)
	}
	return all
}

func causeOf(text string) Cause {
	plain := compact(text)
	for _, c := range causes {
		if containsAny(plain, c.words) {
			return c.cause
		}
	}
	return CauseOther
}

// entry is one dated part of a prose.
type entry struct {
	on   term.Date
	text string
}

// reDate finds a date at the place where an entry begins. It is matched against
// folded text.
var reDate = regexp.MustCompile(`(?:西暦)?\d{4}\s*[年/.-]\s*\d{1,2}\s*[月/.-]\s*\d{1,2}日?` +
	`|(?:明治|大正|昭和|平成|令和|[MTSHR])\s*(?:元|\d{1,2})\s*[年/.-]\s*\d{1,2}\s*[月/.-]\s*\d{1,2}日?`)

// entries splits a prose: every line that begins with a date begins an entry, and a
// line without one goes on with the entry before. A date in the middle of a line
// gives its entry the date only where it has none.
func entries(text string) []entry {
	var all []entry
	for line := range strings.Lines(norm.NFKC.String(text)) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		var e entry
		e.text = line
		if at := reDate.FindStringIndex(line); at != nil && lead(line[:at[0]]) {
			if on, ok := parseDate(line[at[0]:at[1]]); ok {
				e.on, e.text = on, strings.TrimSpace(line[at[1]:])
			}
		}
		if last := len(all) - 1; last >= 0 && e.on.IsZero() {
			all[last].text = strings.TrimSpace(all[last].text + "\n" + e.text)
			continue
		}
		if e.on.IsZero() {
			if at := reDate.FindString(line); at != "" {
				e.on, _ = parseDate(at)
			}
		}
		all = append(all, e)
	}
	return all
}

// lead says that nothing but marks stands before the date.
func lead(s string) bool { return strings.Trim(s, " ・*-()[]【】「」:;,、。.0123456789") == "" }

// compact takes the white space out, so that words broken by it are found.
func compact(s string) string { return strings.Join(strings.Fields(norm.NFKC.String(s)), "") }

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
