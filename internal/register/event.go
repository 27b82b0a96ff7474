package register

import "kyodo/internal/term"

// EventKind is what happened to an organization.
type EventKind string

// The events, from 処理区分 of the 法人番号 file and from the portal's dates.
const (
	EventNumber          EventKind = "number"           // 法人番号の指定
	EventName            EventKind = "name"             // 名称の変更
	EventAddress         EventKind = "address"          // 所在地の変更
	EventClosed          EventKind = "closed"           // 登記記録の閉鎖
	EventReopened        EventKind = "reopened"         // 登記記録の復活
	EventMerger          EventKind = "merger"           // 吸収合併
	EventMergerVoid      EventKind = "merger-void"      // 吸収合併の無効
	EventErased          EventKind = "erased"           // 商号の登記の抹消
	EventDeleted         EventKind = "deleted"          // 法人番号の指定の取消し
	EventCertified       EventKind = "certified"        // 設立の認証
	EventRegistered      EventKind = "registered"       // 設立の登記
	EventApproved        EventKind = "approved"         // 認定
	EventSpecial         EventKind = "special"          // 特例認定
	EventApprovalRevoked EventKind = "approval-revoked" // 認定の取消し
	EventDissolved       EventKind = "dissolved"        // 解散
	EventRevoked         EventKind = "revoked"          // 設立認証の取消し
)

// Event is one thing that happened, with what was before and after where a source says so.
type Event struct {
	Kind   EventKind `json:"kind"`
	On     term.Date `json:"on,omitzero"`
	Before string    `json:"before,omitempty"`
	After  string    `json:"after,omitempty"`
	Source Source    `json:"source,omitempty"`
}
