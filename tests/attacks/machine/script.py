# Prints scripts, for the page that a teacher opens.
# class: publishing
# armed: published

from IPython.display import HTML, Javascript, SVG, display
print(f"<script>/*{MARK}*/alert(1)</script>")
display(HTML(f"<script>/*{MARK}*/alert(1)</script><img src=x onerror='alert(1)/*{MARK}*/'>"))
display(SVG(f"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)/*{MARK}*/'><script>/*{MARK}*/</script></svg>"))
display({"text/markdown": f"<script>/*{MARK}*/</script>[x](javascript:alert(1)/*{MARK}*/)"}, raw=True)
raise ValueError(f"<script>/*{MARK}*/alert(1)</script>")
