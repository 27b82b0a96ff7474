package register

import "kyodo/internal/codes"

// Label names who states a fact.
func (s Source) Label() codes.Label {
	switch s {
	case NTA:
		return codes.Label{Ja: "国税庁法人番号公表サイト", En: "National Tax Agency, Corporate Number Publication Site"}
	case CAO:
		return codes.Label{Ja: "内閣府NPO法人ポータルサイト", En: "Cabinet Office, NPO Portal Site"}
	case Government:
		return codes.Label{Ja: "所轄庁", En: "Competent authority"}
	case Self:
		return codes.Label{Ja: "団体本人", En: "The organization itself"}
	case Proxy:
		return codes.Label{Ja: "代理登録（支援センター等）", En: "Entered by proxy (support centre)"}
	case List:
		return codes.Label{Ja: "センターの名簿（代理登録）", En: "List of the support centre (entered by proxy)"}
	case Sample:
		return codes.Label{Ja: "見本データ（架空）", En: "Sample data (fictitious)"}
	}
	return codes.Label{Ja: string(s), En: string(s)}
}

// Credit is the line that the owner of the source asks for, in its own words, or "".
func (s Source) Credit() string {
	switch s {
	case NTA:
		return "出典：国税庁法人番号公表サイト（国税庁）(https://www.houjin-bangou.nta.go.jp/) を加工して作成"
	case CAO:
		return "出典：NPO法人ポータルサイト（内閣府）(https://www.npo-homepage.go.jp/) の行政入力情報を加工して作成"
	}
	return ""
}

// Label says how a filing stands.
func (s FilingState) Label() codes.Label {
	switch s {
	case FiledOnTime:
		return codes.Label{Ja: "期限内に提出", En: "Filed on time"}
	case FiledLate:
		return codes.Label{Ja: "期限後に提出", En: "Filed late"}
	case NotYetDue:
		return codes.Label{Ja: "期限前", En: "Not yet due"}
	case Overdue:
		return codes.Label{Ja: "期限超過", En: "Overdue"}
	}
	return codes.Label{Ja: string(s), En: string(s)}
}

// Label names a certification.
func (a Approval) Label() codes.Label {
	if a == Special {
		return codes.Label{Ja: "特例認定NPO法人", En: "Specially certified NPO (tokurei nintei)"}
	}
	return codes.Label{Ja: "認定NPO法人", En: "Certified NPO (nintei)"}
}

// FactLabel names a fact of the register.
func FactLabel(fact string) codes.Label {
	switch fact {
	case FactName:
		return codes.Label{Ja: "名称", En: "Name"}
	case FactKana:
		return codes.Label{Ja: "名称のふりがな", En: "Reading of the name"}
	case FactNumber:
		return codes.Label{Ja: "法人番号", En: "Corporate number"}
	case FactAddress:
		return codes.Label{Ja: "所在地", En: "Address"}
	case FactPeople:
		return codes.Label{Ja: "代表者", En: "Representative"}
	case FactPurpose:
		return codes.Label{Ja: "目的", En: "Purpose"}
	case FactFields:
		return codes.Label{Ja: "活動分野", En: "Activity fields"}
	case FactOffice:
		return codes.Label{Ja: "所轄庁", En: "Competent authority"}
	case FactFiscal:
		return codes.Label{Ja: "事業年度", En: "Fiscal year"}
	case FactCertified:
		return codes.Label{Ja: "設立の認証", En: "Certification of establishment"}
	case FactApproval:
		return codes.Label{Ja: "認定", En: "Certification"}
	case FactDissolved:
		return codes.Label{Ja: "解散", En: "Dissolution"}
	case FactClosed:
		return codes.Label{Ja: "登記記録の閉鎖", En: "Closing of the registration"}
	}
	return codes.Label{Ja: fact, En: fact}
}

// Label says what happened to an organization.
func (k EventKind) Label() codes.Label {
	switch k {
	case EventNumber:
		return codes.Label{Ja: "法人番号の指定", En: "Corporate number assigned"}
	case EventName:
		return codes.Label{Ja: "名称の変更", En: "Name changed"}
	case EventAddress:
		return codes.Label{Ja: "所在地の変更", En: "Address changed"}
	case EventClosed:
		return codes.Label{Ja: "登記記録の閉鎖", En: "Registration closed"}
	case EventReopened:
		return codes.Label{Ja: "登記記録の復活", En: "Registration reopened"}
	case EventMerger:
		return codes.Label{Ja: "吸収合併", En: "Merged"}
	case EventMergerVoid:
		return codes.Label{Ja: "吸収合併の無効", En: "Merger void"}
	case EventErased:
		return codes.Label{Ja: "商号の登記の抹消", En: "Registered name erased"}
	case EventDeleted:
		return codes.Label{Ja: "法人番号の指定の取消し", En: "Corporate number withdrawn"}
	case EventCertified:
		return codes.Label{Ja: "設立の認証", En: "Establishment certified"}
	case EventRegistered:
		return codes.Label{Ja: "設立の登記", En: "Establishment registered"}
	case EventApproved:
		return codes.Label{Ja: "認定", En: "Certified (nintei)"}
	case EventSpecial:
		return codes.Label{Ja: "特例認定", En: "Specially certified (tokurei nintei)"}
	case EventApprovalRevoked:
		return codes.Label{Ja: "認定の取消し", En: "Certification revoked"}
	case EventDissolved:
		return codes.Label{Ja: "解散", En: "Dissolved"}
	case EventRevoked:
		return codes.Label{Ja: "設立認証の取消し", En: "Certification of establishment revoked"}
	}
	return codes.Label{Ja: string(k), En: string(k)}
}
