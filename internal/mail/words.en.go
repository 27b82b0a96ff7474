package mail

var en = words{
	Demo:      "[This is a sample. Organizations and figures are invented.]",
	Dear:      func(name string) string { return "To " + name },
	Deadline:  func(day string) string { return "By: " + day },
	Open:      "Read more",
	Link:      func(action string) string { return "> " + action },
	Automatic: "This mail was sent automatically. If it means nothing to you, please throw it away.",
}
