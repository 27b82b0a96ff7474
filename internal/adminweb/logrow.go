package adminweb

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"kyodo/internal/web/ui"
)

// logColumns are the columns of the log as a file has them, in the order of logRow.
func logColumns(l ui.Lang) []string {
	return []string{wWhen.In(l), wActor.In(l), wAction.In(l), wObject.In(l), wSubject.In(l), wResult.In(l), wReason.In(l), wDetail.In(l), wPersonal.In(l), wEntryID.In(l)}
}

// folded returns the log as a page shows it: what a reader looks for stands in columns, the rest of
// an entry opens below it, in words where there are any.
func (p *pages) folded(t *table, l ui.Lang) *table {
	page := *t
	page.Columns = []string{wWhen.In(l), wActor.In(l), wAction.In(l), wObject.In(l), wSubject.In(l), wResult.In(l), wDetail.In(l)}
	page.Rows = nil
	for _, r := range t.Rows {
		more := slices.Concat(lineOf(wReason, r[6].Text, l), p.detailLines(r[7].Text, l), p.personalLines(r[8].Text, l), lineOf(wObject, r[3].Text, l), lineOf(wEntryID, r[9].Text, l))
		page.Rows = append(page.Rows, []cell{r[0], r[1], r[2], objectCell(r[3].Text, l), r[4], r[5], {Text: strings.Join(more, "\n"), More: wOpenEntry.In(l), Of: r[0].Text + " " + r[2].Text}})
	}
	return &page
}

func lineOf(label ui.Word, text string, l ui.Lang) []string {
	if text == "" {
		return nil
	}
	return []string{label.In(l) + wColon.In(l) + text}
}

// objectCell says what kind of thing an entry is about, and leads to it where it has a page.
func objectCell(object string, l ui.Lang) cell {
	kind, id, both := strings.Cut(object, "/")
	switch {
	case object == "":
		return text("")
	case !both && kind == "audit":
		return text(wLog.In(l))
	case !both && len(object) == 16:
		return link(wOneOrganization.In(l), "/orgs/"+object)
	}
	w, ok := objectKinds[kind]
	switch {
	case !ok:
		return text(object)
	case kind == "person":
		return link(w.In(l), PeoplePath+"/"+id)
	case kind == "post":
		return link(w.In(l), PostsPath+"/"+id)
	}
	return text(w.In(l))
}

// detailLines reads the detail of an entry, one value a line; empty values say nothing.
func (p *pages) detailLines(detail string, l ui.Lang) (lines []string) {
	var values map[string]any
	if json.Unmarshal([]byte(detail), &values) != nil {
		return lineOf(wDetail, detail, l)
	}
	for _, key := range slices.Sorted(maps.Keys(values)) {
		lines = append(lines, p.valueLine(key, values[key], l)...)
	}
	return lines
}

func (p *pages) valueLine(key string, value any, l ui.Lang) []string {
	var said []string
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	for _, x := range list {
		s := fmt.Sprint(x)
		switch role, known := p.table().Role(s); {
		case x == nil || s == "":
			continue
		case x == true:
			s = wYes.In(l)
		case x == false:
			s = wNo.In(l)
		case known:
			s = roleLabel(role, l)
		case key == "action":
			s = actionName(s, l)
		case key == "changed" || key == "fields":
			if w, ok := detailKeys[s]; ok {
				s = w.In(l)
			}
		}
		said = append(said, s)
	}
	if len(said) == 0 {
		return nil
	}
	label, ok := detailKeys[key]
	if !ok {
		return []string{key + wColon.In(l) + strings.Join(said, wComma.In(l))}
	}
	return lineOf(label, strings.Join(said, wComma.In(l)), l)
}

// personalLines names the personal values of an entry, which stand as "key: value" lines.
func (p *pages) personalLines(values string, l ui.Lang) (lines []string) {
	for line := range strings.SplitSeq(values, "\n") {
		key, value, ok := strings.Cut(line, wColon.In(l))
		if w, known := detailKeys[key]; ok && known {
			line = w.In(l) + wColon.In(l) + value
		}
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

var (
	wOpenEntry       = ui.W("開く", "Open")
	wOneOrganization = ui.W("団体", "Organization")
)

// objectKinds name what the objects of entries are.
var objectKinds = map[string]ui.Word{
	"person": ui.W("利用者", "Person"), "post": wPost, "mail": ui.W("メール", "Mail"), "invitation": ui.W("招待", "Invitation"), "claim": ui.W("名乗り出", "Claim"),
	"application": ui.W("登録の申請", "Application"), "session": ui.W("ログイン", "Session"), "matrix": ui.W("役割分担表", "Role matrix"), "merge": ui.W("重複した登録", "Double records"),
	"question": ui.W("取込の確認事項", "Import question"), "setting": ui.W("サイトの設定", "Settings"), "audit": wLog,
}

// detailKeys name the values of entries.
var detailKeys = map[string]ui.Word{
	"name": wName, "kana": wKana, "mail": wMail, "email": wMail, "phone": wPhone, "lang": wLang, "unit": wUnit, "title": wTitle, "roles": wRoles, "scope": wScope,
	"from": wFrom, "until": wUntilDay, "to": wUntilDay, "rows": ui.W("件数", "Rows"), "action": wAction, "actor": wActor, "method": ui.W("入った方法", "Way"),
	"assurance": ui.W("本人確認の段階", "Level of proof"), "changed": ui.W("変えた項目", "Fields changed"), "fields": ui.W("項目", "Fields"), "version": ui.W("版", "Version"),
	"published": ui.W("公開", "Published"), "terms": ui.W("規約の版", "Version of the terms"), "kind": wKind, "post": wPost, "tenure": ui.W("任期の番号", "Number of the tenure"),
	"ticket": ui.W("招待・カードの番号", "Number of the invitation or card"), "address": ui.W("住所", "Address"), "representative": ui.W("代表者", "Representative"), "reason": wReason,
}
