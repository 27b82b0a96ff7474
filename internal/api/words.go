package api

import (
	"kyodo/internal/codes"
	"kyodo/internal/register"
)

// sourceName names who states a fact.
func sourceName(s register.Source) codes.Label {
	switch s {
	case register.NTA:
		return codes.Label{Ja: "国税庁法人番号公表サイト", En: "National Tax Agency, Corporate Number Publication Site"}
	case register.CAO:
		return codes.Label{Ja: "内閣府NPO法人ポータルサイト", En: "Cabinet Office, NPO Portal Site"}
	case register.Government:
		return codes.Label{Ja: "所轄庁", En: "Competent authority"}
	case register.Self:
		return codes.Label{Ja: "団体本人", En: "The organization itself"}
	}
	return codes.Label{Ja: string(s), En: string(s)}
}

// stateName says how a filing stands.
func stateName(s register.FilingState) codes.Label {
	switch s {
	case register.FiledOnTime:
		return codes.Label{Ja: "期限内に提出", En: "Filed on time"}
	case register.FiledLate:
		return codes.Label{Ja: "期限後に提出", En: "Filed late"}
	case register.NotYetDue:
		return codes.Label{Ja: "期限前", En: "Not yet due"}
	case register.Overdue:
		return codes.Label{Ja: "期限超過", En: "Overdue"}
	}
	return codes.Label{Ja: string(s), En: string(s)}
}

// approvalName names a certification.
func approvalName(a register.Approval) codes.Label {
	if a == register.Special {
		return codes.Label{Ja: "特例認定NPO法人", En: "Specially certified NPO (tokurei nintei)"}
	}
	return codes.Label{Ja: "認定NPO法人", En: "Certified NPO (nintei)"}
}

// factName names a fact of the register.
func factName(fact string) codes.Label {
	switch fact {
	case register.FactName:
		return codes.Label{Ja: "名称", En: "Name"}
	case register.FactKana:
		return codes.Label{Ja: "名称のふりがな", En: "Reading of the name"}
	case register.FactNumber:
		return codes.Label{Ja: "法人番号", En: "Corporate number"}
	case register.FactAddress:
		return codes.Label{Ja: "所在地", En: "Address"}
	case register.FactPeople:
		return codes.Label{Ja: "代表者", En: "Representative"}
	case register.FactPurpose:
		return codes.Label{Ja: "目的", En: "Purpose"}
	case register.FactFields:
		return codes.Label{Ja: "活動分野", En: "Activity fields"}
	case register.FactOffice:
		return codes.Label{Ja: "所轄庁", En: "Competent authority"}
	case register.FactFiscal:
		return codes.Label{Ja: "事業年度", En: "Fiscal year"}
	case register.FactCertified:
		return codes.Label{Ja: "設立の認証", En: "Certification of establishment"}
	case register.FactApproval:
		return codes.Label{Ja: "認定", En: "Certification"}
	case register.FactDissolved:
		return codes.Label{Ja: "解散", En: "Dissolution"}
	case register.FactClosed:
		return codes.Label{Ja: "登記記録の閉鎖", En: "Closing of the registration"}
	}
	return codes.Label{Ja: fact, En: fact}
}

// eventName says what happened to an organization.
func eventName(k register.EventKind) codes.Label {
	switch k {
	case register.EventNumber:
		return codes.Label{Ja: "法人番号の指定", En: "Corporate number assigned"}
	case register.EventName:
		return codes.Label{Ja: "名称の変更", En: "Name changed"}
	case register.EventAddress:
		return codes.Label{Ja: "所在地の変更", En: "Address changed"}
	case register.EventClosed:
		return codes.Label{Ja: "登記記録の閉鎖", En: "Registration closed"}
	case register.EventReopened:
		return codes.Label{Ja: "登記記録の復活", En: "Registration reopened"}
	case register.EventMerger:
		return codes.Label{Ja: "吸収合併", En: "Merged"}
	case register.EventMergerVoid:
		return codes.Label{Ja: "吸収合併の無効", En: "Merger void"}
	case register.EventErased:
		return codes.Label{Ja: "商号の登記の抹消", En: "Registered name erased"}
	case register.EventDeleted:
		return codes.Label{Ja: "法人番号の指定の取消し", En: "Corporate number withdrawn"}
	case register.EventCertified:
		return codes.Label{Ja: "設立の認証", En: "Establishment certified"}
	case register.EventRegistered:
		return codes.Label{Ja: "設立の登記", En: "Establishment registered"}
	case register.EventApproved:
		return codes.Label{Ja: "認定", En: "Certified (nintei)"}
	case register.EventSpecial:
		return codes.Label{Ja: "特例認定", En: "Specially certified (tokurei nintei)"}
	case register.EventApprovalRevoked:
		return codes.Label{Ja: "認定の取消し", En: "Certification revoked"}
	case register.EventDissolved:
		return codes.Label{Ja: "解散", En: "Dissolved"}
	case register.EventRevoked:
		return codes.Label{Ja: "設立認証の取消し", En: "Certification of establishment revoked"}
	}
	return codes.Label{Ja: string(k), En: string(k)}
}
