package alertweb

import (
	"kyodo/internal/alert"
	"kyodo/internal/web/ui"
)

// The words of the pages, Japanese and English side by side.
var (
	wAlerts        = ui.W("新着のお知らせ", "Alerts")
	wAlertsLead    = ui.W("条件に当てはまる掲載が出たら、メールでお知らせします。同じ掲載を2回お知らせすることはありません。", "We mail you new listings that match what you look for. You are told of a listing once.")
	wMyPage        = ui.W("マイページ", "My page")
	wNew           = ui.W("この条件でお知らせを受け取る", "Be told of listings like these")
	wSearch        = ui.W("条件", "Search")
	wRhythm        = ui.W("知らせる回数", "How often")
	wKeep          = ui.W("お知らせを始める", "Start this alert")
	wChange        = ui.W("回数を変える", "Change how often")
	wDelete        = ui.W("この条件を消す", "Delete this alert")
	wOwn           = ui.W("今のお知らせ", "Your alerts")
	wSee           = ui.W("今の一覧を見る", "See the list now")
	wNone          = ui.W("お知らせの条件はまだありません", "You have no alerts yet")
	wNoneDo        = ui.W("提供かニーズの一覧で絞り込み、「この条件で新しい掲載の知らせを受け取る」を選んでください。", "Narrow the list of offers or needs, and choose \u201cBe told of new listings like this\u201d.")
	wAnother       = ui.W("条件を足すには、一覧で絞り込んでください。", "To add another, narrow one of the lists.")
	wToOffers      = ui.W("提供を探す", "Find offers")
	wToNeeds       = ui.W("ニーズを探す", "Find needs")
	wLastMonth     = ui.W("この1か月なら", "In the last month: ")
	wCounted       = ui.W("件ありました。", " listings.")
	wNoneLastMonth = ui.W("この1か月には1件もありませんでした。条件をゆるめると届きやすくなります。", "There was none in the last month. A wider search brings more.")
	wNewest        = ui.W("最近の掲載", "Recent listings")
	wKept          = ui.W("お知らせを始めました", "The alert has started")
	wChanged       = ui.W("知らせる回数を変えました", "Changed")
	wDeleted       = ui.W("条件を消しました", "The alert is deleted")
	wOffNow        = ui.W("今は止めています。", "Stopped at present.")

	wStop     = ui.W("お知らせを止める", "End this alert")
	wStopLead = ui.W("次の条件のお知らせメールを止めます。ログインはいりません。", "This ends the mails for the search below. You need not sign in.")
	wStopDo   = ui.W("このお知らせを止める", "End this alert")
	wOver     = ui.W("このお知らせは止まっています", "This alert has ended")
	wOverText = ui.W("もうメールは届きません。また始めるときは、ログインして「新着のお知らせ」を開いてください。", "No more mail comes. To start again, sign in and open \u201cAlerts\u201d.")
)

var rhythmWords = map[alert.Rhythm]ui.Word{
	alert.Now: ui.W("出たらすぐ", "At once"), alert.Daily: ui.W("1日1回（朝7時）", "Once a day, at seven"),
	alert.Weekly: ui.W("週1回（月曜の朝7時）", "Once a week, on Monday"), alert.Off: ui.W("止める", "Off"),
}

// says are the refusals in the reader's language.
func says(l ui.Lang) *alert.Says {
	return &alert.Says{Rhythm: ui.W("知らせる回数を選んでください。", "Choose how often.").In(l),
		Many:  ui.W("条件は20までです。使わないものを消してから、足してください。", "You can keep 20 searches. Delete one first.").In(l),
		Known: ui.W("同じ条件のお知らせがもうあります。", "You keep this search already.").In(l)}
}
