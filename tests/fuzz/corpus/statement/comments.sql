SELECT a -- comment
FROM Cars /* another */ WHERE `2007-02-23` = (1,2) AND a LIKE 'x' ESCAPE '/'