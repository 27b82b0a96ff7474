package policyweb

import (
	"kyodo/internal/policy"
	"kyodo/internal/term"
	"kyodo/internal/web/ui"
)

// caption says for which day a table stands.
func caption(on term.Date, l ui.Lang) string {
	if l == ui.EN {
		return "Role matrix of " + on.English()
	}
	return on.Both() + "の時点の役割分担"
}

// lost says where a duty went.
func lost(m policy.Moved, l ui.Lang) string {
	if l == ui.EN {
		return kindLabel(m.Duty.Kind, l) + " went to: " + bodyLabel(m.To, l)
	}
	return m.Duty.Text + "が" + bodyLabel(m.To, l) + "へ移る"
}

// got says where a duty came from.
func got(m policy.Moved, l ui.Lang) string {
	if l == ui.EN {
		return kindLabel(m.Duty.Kind, l) + " came from: " + bodyLabel(m.Duty.Body, l)
	}
	return m.Duty.Text + "が" + bodyLabel(m.Duty.Body, l) + "から移ってくる"
}

// short cuts a text for a table.
func short(s string) string {
	const most = 80
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
