-- Descriptions of schemas tell the first table of each level, and roles of columns. A program that does not know these words cannot read them.

update platebook.compatibility set oldest_migration = 19 where oldest_migration < 19;
