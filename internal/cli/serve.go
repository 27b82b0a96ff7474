package cli

import "kyodo/internal/config"

type demoCommand struct{ config.Server }

func (c *demoCommand) Run(t *terminal) error { return nil }

type serveCommand struct{ config.Server }

func (c *serveCommand) Run(t *terminal) error { return nil }
