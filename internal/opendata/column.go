package opendata

import (
	"strings"

	"kyodo/internal/codes"
	"kyodo/internal/register"
	"kyodo/internal/web/ui"
)

// column is one column of the CSV: its name by the conventions of 自治体標準オープンデータセット
// (デジタル庁), what it means, and how it is filled. Dates are YYYY-MM-DD, several values stand
// in one cell with a semicolon between them, unknown is empty.
type column struct {
	Name    string
	Meaning ui.Word
	value   func(o *register.Organization, base string) string
}

// columns returns the columns in their order. Programs rely on the names: new ones go to the end.
func columns() []column {
	return []column{
		{"全国地方公共団体コード", ui.W("主たる事務所のある都道府県のコード（検査数字つき6桁）", "Code of the prefecture of the main office, 6 digits with check digit"),
			func(o *register.Organization, _ string) string {
				return codes.LocalCode(o.Address.PrefectureCode + "000")
			}},
		{"ID", ui.W("このサイトでの団体の番号。変わりません。", "Permanent identifier on this site"),
			func(o *register.Organization, _ string) string { return string(o.ID) }},
		{"法人番号", ui.W("国税庁が指定した13桁の番号。ない団体は空欄", "Corporate number, 13 digits; empty when the body has none"),
			func(o *register.Organization, _ string) string { return string(o.Number) }},
		{"名称", ui.W("正式な名称", "Full name"), func(o *register.Organization, _ string) string { return o.Name }},
		{"名称_カナ", ui.W("名称のふりがな（出典に記載があるもの）", "Reading of the name in kana, where the source has it"),
			func(o *register.Organization, _ string) string { return o.Kana }},
		{"名称_英字", ui.W("名称の英語表記", "Name in English"), func(o *register.Organization, _ string) string { return o.NameEn }},
		{"名称_通称", ui.W("ほかの表記・通称", "Other names in use"), otherNames(false)},
		{"旧名称", ui.W("以前の名称", "Former names"), otherNames(true)},
		{"団体種別コード", ui.W("団体の種類を表す記号（npo、company など）", "Kind of organization as a code (npo, company, …)"),
			func(o *register.Organization, _ string) string { return string(o.Kind) }},
		{"団体種別", ui.W("団体の種類", "Kind of organization"), func(o *register.Organization, _ string) string { return o.Kind.Label().Ja }},
		{"状態コード", ui.W("状態を表す記号（active、dissolved など）", "Status as a code (active, dissolved, …)"),
			func(o *register.Organization, _ string) string { return string(o.Status) }},
		{"状態", ui.W("活動中・解散・認証取消・登記閉鎖など", "Status: active, dissolved, revoked, closed, …"),
			func(o *register.Organization, _ string) string { return o.Status.Label().Ja }},
		{"所在地_全国地方公共団体コード", ui.W("主たる事務所のある市区町村のコード（検査数字つき6桁）", "Code of the municipality of the main office, 6 digits with check digit"),
			func(o *register.Organization, _ string) string { return codes.LocalCode(o.Address.CityCode) }},
		{"所在地_連結表記", ui.W("主たる事務所の所在地", "Address of the main office"), func(o *register.Organization, _ string) string { return o.Address.String() }},
		{"所在地_都道府県", ui.W("所在地のうち都道府県", "Prefecture of the address"), func(o *register.Organization, _ string) string { return o.Address.Prefecture }},
		{"所在地_市区町村", ui.W("所在地のうち市区町村（郡を含む）", "Municipality of the address, with its district"), func(o *register.Organization, _ string) string { return o.Address.City }},
		{"所在地_町字以下", ui.W("所在地のうち町字・番地・建物名", "Rest of the address"), func(o *register.Organization, _ string) string { return o.Address.Street }},
		{"郵便番号", ui.W("7桁（ハイフンなし）", "Postal code, 7 digits without hyphen"), func(o *register.Organization, _ string) string { return o.Address.PostalCode }},
		{"従たる事務所", ui.W("ほかの事務所の所在地", "Other offices"), func(o *register.Organization, _ string) string { return cellLines(o.Offices) }},
		{"代表者氏名", ui.W("代表者（出典に公開されているもの）", "Representative, as published by the source"), func(o *register.Organization, _ string) string { return o.Representative }},
		{"目的", ui.W("定款に記載された目的", "Purpose in the articles of incorporation"), func(o *register.Organization, _ string) string { return cellLines(o.Purpose) }},
		{"活動分野コード", ui.W("特定非営利活動促進法別表の活動分野を表す記号", "Activity fields of the NPO act as codes"),
			func(o *register.Organization, _ string) string { return strings.Join(o.Fields, ";") }},
		{"活動分野", ui.W("特定非営利活動促進法別表の活動分野（現在の法律の文言）", "Activity fields in the wording of the act in force"), fieldNames},
		{"所轄庁", ui.W("監督する行政庁", "Competent authority"), func(o *register.Organization, _ string) string { return o.Office }},
		{"認定", ui.W("認定または特例認定。受けていなければ空欄", "Certified (nintei) or specially certified (tokurei nintei); empty without"), approval},
		{"認定_開始日", ui.W("認定・特例認定の日", "First day of the certification"), func(o *register.Organization, _ string) string { return o.ApprovedOn.String() }},
		{"認定_終了日", ui.W("認定・特例認定の有効期間の最後の日", "Last day of the certification"), func(o *register.Organization, _ string) string { return o.ApprovedUntil.String() }},
		{"認定_取消日", ui.W("認定・特例認定が取り消された日", "Day on which the certification was revoked"), func(o *register.Organization, _ string) string { return o.ApprovalRevokedOn.String() }},
		{"事業年度_終了月日", ui.W("事業年度の最後の日（MM-DD。2月末日は02-29）", "Last day of the fiscal year, MM-DD; 02-29 is the end of February"),
			func(o *register.Organization, _ string) string { return o.FiscalEnd.String() }},
		{"法人番号指定年月日", ui.W("法人番号が指定された日", "Day on which the corporate number was assigned"), func(o *register.Organization, _ string) string { return o.AssignedOn.String() }},
		{"設立認証年月日", ui.W("設立が認証された日", "Day of certification of establishment"), func(o *register.Organization, _ string) string { return o.CertifiedOn.String() }},
		{"設立登記年月日", ui.W("設立が登記された日", "Day of registration of establishment"), func(o *register.Organization, _ string) string { return o.RegisteredOn.String() }},
		{"解散年月日", ui.W("解散した日", "Day of dissolution"), func(o *register.Organization, _ string) string { return o.DissolvedOn.String() }},
		{"閉鎖年月日", ui.W("登記記録が閉鎖された日", "Day on which the registration was closed"), func(o *register.Organization, _ string) string { return o.ClosedOn.String() }},
		{"最終変更日", ui.W("出典の内容が最後に変わった日", "Latest change that a source tells"), func(o *register.Organization, _ string) string { return o.ChangedOn.String() }},
		{"URL", ui.W("このサイトの団体のページ", "Page of the organization on this site"), func(o *register.Organization, base string) string { return base + o.Path() }},
		{"出典", ui.W("内容の出典", "Sources of the row"), sources},
		{"時点", ui.W("出典のうち最も新しいものの日付", "Date of the newest source"), func(o *register.Organization, _ string) string { return o.AsOf().String() }},
		{"備考", ui.W("架空の団体（見本）には、その旨", "Says so when the organization is fictitious"), func(o *register.Organization, _ string) string {
			if o.Invented {
				return "架空の団体（見本）"
			}
			return ""
		}},
	}
}

func otherNames(former bool) func(*register.Organization, string) string {
	return func(o *register.Organization, _ string) string {
		var names []string
		for _, n := range o.OtherNames {
			if n.Former == former {
				names = append(names, n.Name)
			}
		}
		return strings.Join(names, ";")
	}
}

func fieldNames(o *register.Organization, _ string) string {
	names := make([]string, 0, len(o.Fields))
	for _, slug := range o.Fields {
		if f, ok := codes.FieldBySlug(slug); ok {
			names = append(names, f.Official())
		}
	}
	return strings.Join(names, ";")
}

func approval(o *register.Organization, _ string) string {
	switch o.Approval {
	case register.Certified:
		return "認定"
	case register.Special:
		return "特例認定"
	}
	return ""
}

// sources lists who states the facts of the row, each once, in the order of the facts.
func sources(o *register.Organization, _ string) string {
	var names []string
	seen := map[register.Source]bool{}
	for _, fact := range register.Facts() {
		if p, ok := o.Provenance[fact]; ok && !seen[p.Source] {
			seen[p.Source] = true
			names = append(names, p.Source.Label().Ja)
		}
	}
	return strings.Join(names, ";")
}

// cellLines makes the line breaks of a text those of a spreadsheet cell.
func cellLines(s string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimSpace(s))
}
