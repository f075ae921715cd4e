"""Which heading is which column, written down from the ledgers that an office uses."""

PERSON_ID = ("公民身份号码", "身份证号", "身份证号码", "证件号码", "公民身份证号码")
NAME = ("姓名", "人员姓名")


def _columns(**known: tuple[str, ...] | str) -> dict[str, str]:
    return {
        heading: column
        for column, headings in known.items()
        for heading in ((headings,) if isinstance(headings, str) else headings)
    }


_BUSINESS = {
    "code": ("统一社会信用代码", "信用代码"),
    "name": ("字号名称", "单位名称", "企业名称"),
    "house": ("经营场所房屋编码", "房屋编码"),
    "kind": ("单位类别",),
    "since": ("成立日期", "注册日期"),
    "until": ("注销日期",),
    "person": ("姓名", "人员姓名", "经营者", "法定代表人"),
    "id": ("经营者身份证号", "法定代表人身份证号", *PERSON_ID),
}

HEADINGS: dict[str, dict[str, str]] = {
    "区划台账": _columns(
        code=("区划编码", "编码", "统计用区划代码"), name="名称", level=("级别", "类型"),
        parent=("上级编码", "上级区划编码"), since="设立日期", until="撤销日期",
    ),
    "小区台账": _columns(
        code="小区编码", name="小区名称", place=("所在村居编码", "村居编码"), since="建成日期", until="拆除日期"
    ),
    "楼栋台账": _columns(
        code="楼栋编码", name="楼栋名称", place=("微网格编码", "所在微网格"), compound=("小区编码", "所属小区"),
        since="建成日期", until="拆除日期",
    ),
    "房屋台账": _columns(
        code="房屋编码", address=("地址", "坐落", "房屋地址"), use="用途", building=("楼栋编码", "所在楼栋"),
        place=("所在地方编码", "微网格编码"), area=("建筑面积", "面积", "建筑面积(平方米)"), since="启用日期",
        until="注销日期",
    ),
    "组织台账": _columns(
        code=("组织编码", "统一社会信用代码"), name=("组织名称", "名称"), kind=("组织类别", "类别"),
        house="办公地房屋编码", above="上级组织编码", since="成立日期", until="撤销日期",
    ),
    "个体经营户台账": _columns(**_BUSINESS),
    "企事业单位台账": _columns(**_BUSINESS),
    "常住人口台账": _columns(
        name=NAME, id=PERSON_ID, birth="出生日期", outside=("区外户籍地", "户籍地址(区外)"),
        registered_house=("户籍地房屋编码", "户籍房屋编码"), household="户号", relation="与户主关系",
        registered_since="户籍登记日期", registered_until="户籍迁出日期", house=("实住地房屋编码", "居住房屋编码"),
        basis="居住事由", since="入住日期", until="搬离日期",
    ),
    "产权租赁台账": _columns(
        house="房屋编码", name=("权利人姓名", *NAME), id=("权利人身份证号", *PERSON_ID),
        organization=("权利单位编码", "权利单位统一社会信用代码"), kind="权利类别", share="份额", since="权利起始",
        until="权利终止",
    ),
    "岗位类型表": _columns(code="类型编码", broader="上位类型编码"),
    "岗位台账": _columns(
        code="岗位编码", title="岗位名称", seats="职数", type="岗位类型编码", organization="所在组织编码",
        place="负责地方编码", compound="负责小区编码", building="负责楼栋编码", unit="代表单位编码", since="设立日期",
        until="撤销日期",
    ),
    "任职台账": _columns(
        post="岗位编码", name=NAME, id=PERSON_ID, since=("任职日期", "任职起始"), until=("免职日期", "任职终止"),
        document="任职文号",
    ),
    "组织覆盖台账": _columns(
        organization="组织编码", covered="覆盖地方编码", served="服务地方编码", since="起始日期", until="终止日期"
    ),
    "小区管理台账": _columns(
        compound="小区编码", organization="管理单位编码", regime="管理方式", since="合同起始", until="合同终止"
    ),
    "红黑榜台账": _columns(
        code="条目编号", organization="物业企业编码", colour="榜别", reason="上榜原因", since="列入日期",
        until="移出日期",
    ),
    "居住面积标准表": _columns(
        code="标准编号", metres="人均面积下限", place="适用地方编码", since="施行日期", until="废止日期"
    ),
    "共建单位台账": _columns(unit="单位编码", committee="大(工)委编码", since="加入日期", until="退出日期"),
    "共建活动台账": _columns(
        code="活动编号", title="活动名称", kind="活动类别", held="活动日期", places="活动地点编码", units="参与单位编码"
    ),
    "供给清单": _columns(code="供给编号", unit="单位编码", kind="资源类别", since="起始日期", until="终止日期"),
    "需求清单": _columns(code="需求编号", place="村居编码", kind="资源类别", since="提出日期", until="满足日期"),
    "双报到台账": _columns(
        code="报到编号", name=NAME, id=PERSON_ID, unit="单位编码", community="报到村居编码", since="报到日期",
        until="结束日期",
    ),
    "一肩挑规则表": _columns(
        code="规则编号", left="左岗类型编码", right="右岗类型编码", linkage="关联方式", over="统计口径"
    ),
}  # fmt: skip
