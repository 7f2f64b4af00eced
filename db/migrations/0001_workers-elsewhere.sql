ALTER TABLE `workers` ADD `name` text;--> statement-breakpoint
ALTER TABLE `workers` ADD `problem` text;