package inquiryweb

import (
	"kyodo/internal/inquiry"
	"kyodo/internal/web/ui"
)

// stateWord is a state in plain words with its meaning.
type stateWord struct {
	ui.Word
	Tone ui.Tone
}

// stateWords are the states as the asker reads them; sideWords say otherwise to the others.
var stateWords = map[inquiry.State]stateWord{
	inquiry.Sent:      {ui.W("送りました（返事待ち）", "Sent, waits for an answer"), ui.Info},
	inquiry.Read:      {ui.W("読まれました（返事待ち）", "Read, waits for an answer"), ui.Info},
	inquiry.Talking:   {ui.W("やり取り中", "Under discussion"), ui.Info},
	inquiry.Waiting:   {ui.W("キャンセル待ち", "On the waiting list"), ui.Warn},
	inquiry.Accepted:  {ui.W("合意しました", "Agreed"), ui.Good},
	inquiry.Declined:  {ui.W("今回は見送りになりました", "Declined"), ui.Plain},
	inquiry.Withdrawn: {ui.W("取り下げました", "Withdrawn"), ui.Plain},
	inquiry.Silent:    {ui.W("返事がなく終わりました", "Ended without an answer"), ui.Plain},
}

var sideWords = map[inquiry.Side]map[inquiry.State]ui.Word{
	inquiry.Owner: {
		inquiry.Sent:      ui.W("届きました（返事待ち）", "Received, waits for an answer"),
		inquiry.Read:      ui.W("読みました（返事待ち）", "Read, waits for an answer"),
		inquiry.Declined:  ui.W("見送りました", "Declined"),
		inquiry.Withdrawn: ui.W("相手が取り下げました", "Withdrawn by the other side"),
	},
	inquiry.Center: {
		inquiry.Sent:      ui.W("掲載した側の返事待ち", "Waits for the answer of who listed it"),
		inquiry.Read:      ui.W("掲載した側が読みました（返事待ち）", "Read by who listed it, waits for an answer"),
		inquiry.Accepted:  ui.W("双方が合意しました", "Both sides agreed"),
		inquiry.Declined:  ui.W("見送りになりました", "Declined"),
		inquiry.Withdrawn: ui.W("問い合わせた側が取り下げました", "Withdrawn by who asked"),
	},
}

// stateFor is a state as a side reads it.
func stateFor(s inquiry.State, side inquiry.Side) stateWord {
	w := stateWords[s]
	if own, ok := sideWords[side][s]; ok {
		w.Word = own
	}
	return w
}
