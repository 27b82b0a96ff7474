package member

import (
	"reflect"

	"kyodo/internal/account"
	"kyodo/internal/mail"
	"kyodo/internal/register"
	"kyodo/internal/term"
)

// MailTexts returns every mail of a language, subject and text, by the name of its word.
func MailTexts(lang, name, id, reason string, on term.Date) map[string]string {
	frame := mail.Frame{SiteName: "やまぐち社会貢献支援システム", SiteNameEn: "Yamaguchi Civic Contribution Support System", BaseURL: "https://kyodo.example.jp"}
	p := account.Person{Name: "周防 花子【架空】", Email: "hanako@example.jp", Lang: lang}
	texts := map[string]string{}
	w := reflect.ValueOf(mailWordsIn(lang)).Elem()
	for i := range w.NumField() {
		var args []reflect.Value
		given := []string{name, reason, id} // texts in the order in which the mails take them
		f := w.Field(i).Type()
		if f.NumIn() == 2 && f.In(1).Kind() == reflect.String && f.In(1) != reflect.TypeFor[register.ID]() {
			given = []string{name, id}
		}
		for j := range f.NumIn() {
			switch f.In(j) {
			case reflect.TypeFor[register.ID]():
				args = append(args, reflect.ValueOf(register.ID(id)))
			case reflect.TypeFor[term.Date]():
				args = append(args, reflect.ValueOf(on))
			default:
				args = append(args, reflect.ValueOf(given[0]))
				given = given[1:]
			}
		}
		m := message(frame, &p, "", "kind", "", w.Field(i).Call(args)[0].Interface().(letter))
		texts[w.Type().Field(i).Name] = m.Subject + "\n\n" + m.Text
	}
	return texts
}
